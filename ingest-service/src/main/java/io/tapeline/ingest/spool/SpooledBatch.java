package io.tapeline.ingest.spool;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A batch as the spool keeps it. A value; its bytes are shared, not copied: no one writes to them. */
public final class SpooledBatch {
    private final int firstBucket;
    private final int lastBucket;
    private final int events;
    private final String hashKey;
    private final byte[] data;

    /**
     * A batch of these bytes.
     *
     * @param firstBucket the first bucket of its range
     * @param lastBucket the last one, inclusive
     * @param events how many it holds
     * @param hashKey where in the stream's hash space it goes, decimal
     * @param data the record
     */
    public SpooledBatch(int firstBucket, int lastBucket, int events, String hashKey, byte[] data) {
        if (firstBucket < 0 || firstBucket > lastBucket || lastBucket > Short.MAX_VALUE) {
            throw new IllegalArgumentException("not a range of buckets: " + firstBucket + " to " + lastBucket);
        }
        if (events < 0) {
            throw new IllegalArgumentException("events is negative: " + events);
        }
        this.firstBucket = firstBucket;
        this.lastBucket = lastBucket;
        this.events = events;
        this.hashKey = requireNonNull(hashKey, "hashKey is null");
        this.data = requireNonNull(data, "data is null");
    }

    public int firstBucket() {
        return firstBucket;
    }

    /** The last bucket of its range, inclusive. */
    public int lastBucket() {
        return lastBucket;
    }

    public int events() {
        return events;
    }

    public String hashKey() {
        return hashKey;
    }

    public byte[] data() {
        return data;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpooledBatch that
                && firstBucket == that.firstBucket
                && lastBucket == that.lastBucket
                && events == that.events
                && hashKey.equals(that.hashKey)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(firstBucket, lastBucket, events, hashKey, Arrays.hashCode(data));
    }

    @Override
    public String toString() {
        return "SpooledBatch[" + firstBucket + "-" + lastBucket + ", " + events + " events, " + data.length + " bytes]";
    }
}
