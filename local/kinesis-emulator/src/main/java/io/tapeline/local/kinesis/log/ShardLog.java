package io.tapeline.local.kinesis.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records of one shard, in order, each under an index that starts at 1 and never skips.
 *
 * <p>Arrival times are milliseconds since the epoch and never run backwards within a log. A record is readable once {@link #append}
 * has returned. On disk it then survives the death of the process; an append that was cut short by it leaves a torn tail, which the
 * next start removes. Thread-safe. In the heap a log takes what its segments hold (see {@link HeapBudget}); on disk only a sparse
 * index, about 24 bytes for each 32 KB.
 */
public final class ShardLog implements AutoCloseable {
    private static final String SUFFIX = ".log";

    private final @Nullable Path directory;
    private final SegmentPolicy policy;
    private final List<Segment> segments = new ArrayList<>();
    private long horizon;
    private long lastMillis;

    private ShardLog(@Nullable Path directory, SegmentPolicy policy) {
        this.directory = directory;
        this.policy = policy;
    }

    /** An empty log in the heap. */
    public static ShardLog inMemory(SegmentPolicy policy) {
        ShardLog log = new ShardLog(null, policy);
        log.segments.add(Segment.empty(1, new HeapBytes()));
        log.horizon = 1;
        return log;
    }

    /** The log that the directory holds, or an empty one in a directory made for it. */
    public static ShardLog onDisk(Path directory, SegmentPolicy policy) throws IOException {
        Files.createDirectories(directory);
        ShardLog log = new ShardLog(directory, policy);
        log.recover(directory);
        return log;
    }

    private void recover(Path from) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(from)) {
            files = listed.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        for (int i = 0; i < files.size(); i++) {
            long first = firstIndexOf(files.get(i));
            FileBytes bytes = FileBytes.existing(files.get(i));
            boolean active = i == files.size() - 1;
            segments.add(
                    active
                            ? Segment.recovered(first, bytes)
                            : Segment.sealed(first, firstIndexOf(files.get(i + 1)), bytes));
        }
        if (segments.isEmpty()) {
            segments.add(newSegment(1));
        }
        horizon = segments.get(0).firstIndex();
        for (int i = segments.size() - 1; i >= 0 && lastMillis <= 0; i--) {
            lastMillis = segments.get(i).lastMillis();
        }
    }

    private static long firstIndexOf(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    private Segment newSegment(long firstIndex) throws IOException {
        if (directory == null) {
            return Segment.empty(firstIndex, new HeapBytes());
        }
        // Names of equal length, so that the order of names is that of indexes.
        String digits = Long.toString(firstIndex);
        String name = "0".repeat(19 - digits.length()) + digits + SUFFIX;
        return Segment.empty(firstIndex, FileBytes.create(directory.resolve(name)));
    }

    /**
     * Appends a batch as a whole.
     *
     * @return where its first record stands, the others following it
     * @throws IOException if the disk does not take it; then nothing of it was appended
     */
    public synchronized Appended append(FrameBatch batch, long nowMillis) throws IOException {
        long arrival = Math.max(nowMillis, lastMillis);
        Segment active = segments.get(segments.size() - 1);
        boolean full = active.bytes().size() + batch.length() > policy.maxBytes();
        boolean old = arrival - active.firstMillis() > policy.maxAgeMillis();
        if (!active.isEmpty() && (full || old)) {
            active = roll();
        }
        long first = active.nextIndex();
        batch.seal(first, arrival);
        active.append(batch);
        lastMillis = arrival;
        return new Appended(first, arrival);
    }

    private Segment roll() throws IOException {
        Segment sealed = segments.get(segments.size() - 1);
        Segment next = newSegment(sealed.nextIndex());
        sealed.bytes().close();
        segments.add(next);
        return next;
    }

    /**
     * Visits records from {@code from} on (or from the trim horizon, if that is later) until the budget is spent or the log ends.
     *
     * @return the index behind the last record visited
     */
    public synchronized long read(long from, ReadBudget budget, RecordVisitor visitor) throws IOException {
        long next = Math.max(from, horizon);
        for (int i = segmentOf(next); i < segments.size() && !budget.spent(); i++) {
            Segment segment = segments.get(i);
            if (next >= segment.firstIndex() && next < segment.nextIndex()) {
                next = segment.read(next, budget, visitor);
            }
        }
        return next;
    }

    private int segmentOf(long index) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).firstIndex() <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The index of the oldest record that may be read, or {@link #nextIndex()} when there is none. */
    public synchronized long firstIndex() {
        return horizon;
    }

    /** The index that the next record will get. */
    public synchronized long nextIndex() {
        return segments.get(segments.size() - 1).nextIndex();
    }

    /** When the newest record arrived, or 0 when there never was one. */
    public synchronized long lastMillis() {
        return lastMillis;
    }

    /** The index of the oldest readable record that arrived at or after the given time, or {@link #nextIndex()}. */
    public synchronized long indexAtOrAfter(long arrivalMillis) throws IOException {
        // The segment to look into is the last one that begins before the time: all before it are older.
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            Segment segment = segments.get(middle);
            if (!segment.isEmpty() && segment.firstMillis() < arrivalMillis) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return Math.max(horizon, segments.get(low).indexAtOrAfter(arrivalMillis));
    }

    /** Makes what arrived before the given time unreadable, and frees the segments that hold nothing else. */
    public synchronized void trimBefore(long arrivalMillis) throws IOException {
        if (horizon < nextIndex()) {
            horizon = Math.max(horizon, indexAtOrAfter(arrivalMillis));
        }
        if (horizon == nextIndex() && !segments.get(segments.size() - 1).isEmpty()) {
            // The new, empty segment carries the next index over a restart.
            roll();
        }
        while (segments.size() > 1 && segments.get(1).firstIndex() <= horizon) {
            segments.remove(0).bytes().delete();
        }
    }

    /** Frees the oldest segment, readable or not, and moves the trim horizon behind it. */
    synchronized void dropOldestSegment() {
        try {
            if (segments.size() == 1) {
                roll();
            }
            segments.remove(0).bytes().delete();
            horizon = Math.max(horizon, segments.get(0).firstIndex());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the oldest record that takes up heap arrived, or {@link Long#MAX_VALUE}. */
    synchronized long oldestHeapMillis() {
        try {
            Segment oldest = segments.get(0);
            return directory != null || oldest.isEmpty() ? Long.MAX_VALUE : oldest.firstMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized long heapBytes() {
        long sum = 0;
        for (Segment segment : segments) {
            sum += segment.bytes().heapBytes();
        }
        return sum;
    }

    /** Lets go of the files. */
    @Override
    public synchronized void close() throws IOException {
        for (Segment segment : segments) {
            segment.bytes().close();
        }
    }

    /** Where a batch's first record stands, and when the batch arrived. */
    public record Appended(long firstIndex, long arrivalMillis) {}
}
