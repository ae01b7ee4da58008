package io.tapeline.wire;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Buckets;
import io.tapeline.model.Hashing;

/**
 * Who published which part of the stream, and when.
 *
 * @param producer who published the batch; at most {@link WireLimits#MAX_TEXT_BYTES} bytes of UTF-8
 * @param epoch distinguishes the lives of a producer
 * @param firstBucket the first bucket of the range
 * @param lastBucket the last bucket of the range, inclusive
 * @param sequence counts the batches of a producer, epoch and range
 * @param clock the feed's clock at publication, nanoseconds since the epoch
 * @param tsIngest our clock when the batch closed, nanoseconds since the epoch
 */
public record BatchHeader(
        String producer, long epoch, int firstBucket, int lastBucket, long sequence, long clock, long tsIngest) {
    public BatchHeader {
        requireNonNull(producer, "producer is null");
        if (firstBucket < 0 || firstBucket > lastBucket || lastBucket >= Buckets.COUNT) {
            throw new IllegalArgumentException("not a range of buckets: " + firstBucket + " to " + lastBucket);
        }
    }

    /** A hash of producer, epoch, range and sequence: equal ids mean the same batch, published twice. */
    public long batchId() {
        long id = Hashing.combine(Hashing.hash64(producer), epoch);
        id = Hashing.combine(id, (long) firstBucket << 8 | lastBucket);
        return Hashing.combine(id, sequence);
    }
}
