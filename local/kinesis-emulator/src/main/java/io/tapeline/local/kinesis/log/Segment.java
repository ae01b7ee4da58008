package io.tapeline.local.kinesis.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A run of records with consecutive indexes. Guarded by the log's lock. */
final class Segment {
    private static final int WINDOW = 256 << 10;

    private final long firstIndex;
    private final SegmentBytes bytes;
    private long nextIndex;
    private @Nullable SparseIndex index;
    private long firstMillis = -1;
    private long lastMillis = -1;

    private Segment(long firstIndex, long nextIndex, SegmentBytes bytes, @Nullable SparseIndex index) {
        this.firstIndex = firstIndex;
        this.nextIndex = nextIndex;
        this.bytes = bytes;
        this.index = index;
    }

    static Segment empty(long firstIndex, SegmentBytes bytes) {
        return new Segment(firstIndex, firstIndex, bytes, new SparseIndex());
    }

    /** A segment that was sealed before a restart; it is looked into when it is first read. */
    static Segment sealed(long firstIndex, long nextIndex, SegmentBytes bytes) {
        return new Segment(firstIndex, nextIndex, bytes, null);
    }

    /** The segment that was being written to before a restart; a torn tail is cut off. */
    static Segment recovered(long firstIndex, SegmentBytes bytes) throws IOException {
        Segment segment = empty(firstIndex, bytes);
        long good = segment.scan(0, (at, window, offset) -> {
            boolean intact = Frame.intact(window, offset) && Frame.index(window, offset) == segment.nextIndex;
            if (intact) {
                segment.note(window, offset, at);
                segment.nextIndex++;
            }
            return intact;
        });
        if (good < bytes.size()) {
            bytes.truncate(good);
        }
        return segment;
    }

    long firstIndex() {
        return firstIndex;
    }

    long nextIndex() {
        return nextIndex;
    }

    boolean isEmpty() {
        return nextIndex == firstIndex;
    }

    SegmentBytes bytes() {
        return bytes;
    }

    /** When its first record arrived, or -1 when it holds none. */
    long firstMillis() throws IOException {
        if (firstMillis < 0 && !isEmpty()) {
            scan(0, (at, window, offset) -> {
                firstMillis = Frame.arrivalMillis(window, offset);
                return false;
            });
        }
        return firstMillis;
    }

    /** When its last record arrived, or -1 when it holds none. */
    long lastMillis() throws IOException {
        index();
        return lastMillis;
    }

    void append(FrameBatch batch) throws IOException {
        long start = bytes.size();
        bytes.append(batch.bytes(), batch.length());
        for (int at = 0; at < batch.length(); at += Frame.HEADER + Frame.bodyLength(batch.bytes(), at)) {
            note(batch.bytes(), at, start + at);
        }
        nextIndex += batch.count();
    }

    /**
     * Visits records from {@code from} on, which must lie in this segment, until the budget is spent.
     *
     * @return the index behind the last record visited
     */
    long read(long from, ReadBudget budget, RecordVisitor visitor) throws IOException {
        long[] next = {from};
        scan(index().offsetAtOrBefore(from), (at, window, offset) -> {
            long found = Frame.index(window, offset);
            if (found < from) {
                return true;
            }
            if (!Frame.intact(window, offset)) {
                throw new IOException("record " + found + " at offset " + at + " is corrupt");
            }
            int keyLength = Frame.partitionKeyLength(window, offset);
            int dataLength = Frame.bodyLength(window, offset) - Frame.BODY_FIXED - keyLength;
            if (!budget.admits(keyLength + dataLength)) {
                return false;
            }
            long arrival = Frame.arrivalMillis(window, offset);
            visitor.record(found, arrival, window, offset + Frame.OVERHEAD, keyLength, dataLength);
            next[0] = found + 1;
            return true;
        });
        return next[0];
    }

    /** The index of the first record that arrived at or after the given time, or {@link #nextIndex()}. */
    long indexAtOrAfter(long arrivalMillis) throws IOException {
        long[] found = {nextIndex};
        scan(index().offsetBefore(arrivalMillis), (at, window, offset) -> {
            if (Frame.arrivalMillis(window, offset) < arrivalMillis) {
                return true;
            }
            found[0] = Frame.index(window, offset);
            return false;
        });
        return found[0];
    }

    private SparseIndex index() throws IOException {
        SparseIndex known = index;
        if (known == null) {
            known = new SparseIndex();
            index = known;
            scan(0, (at, window, offset) -> {
                note(window, offset, at);
                return true;
            });
        }
        return known;
    }

    private void note(byte[] frames, int offset, long position) {
        long arrival = Frame.arrivalMillis(frames, offset);
        if (firstMillis < 0) {
            firstMillis = arrival;
        }
        lastMillis = arrival;
        SparseIndex into = index;
        if (into != null) {
            into.add(Frame.index(frames, offset), arrival, position);
        }
    }

    /** Walks whole frames from a frame's start; returns the position behind the last frame that the step accepted. */
    private long scan(long from, FrameStep step) throws IOException {
        long position = from;
        int wanted = WINDOW;
        while (position < bytes.size()) {
            SegmentBytes.Window window = bytes.window(position, wanted);
            wanted = WINDOW;
            int used = 0;
            while (window.length() - used >= Frame.OVERHEAD) {
                int offset = window.offset() + used;
                int body = Frame.bodyLength(window.array(), offset);
                if (body < Frame.BODY_FIXED || body > Frame.MAX_BODY) {
                    return position + used;
                }
                int frame = Frame.HEADER + body;
                if (window.length() - used < frame) {
                    wanted = Math.max(WINDOW, frame);
                    break;
                }
                if (!step.accept(position + used, window.array(), offset)) {
                    return position + used;
                }
                used += frame;
            }
            if (used == 0 && position + window.length() >= bytes.size()) {
                return position;
            }
            position += used;
        }
        return position;
    }

    private interface FrameStep {
        boolean accept(long position, byte[] window, int offset) throws IOException;
    }
}
