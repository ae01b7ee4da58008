package io.tapeline.analytics.bars;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The ids of the last 64 batches with events, to recognise one that was published twice. */
final class RecentBatches {
    private static final int CAPACITY = 64;

    private final long[] ids = new long[CAPACITY];
    private int size;
    private int next;

    /** Remembers a batch, unless it is remembered: then false. */
    boolean add(long id) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == id) {
                return false;
            }
        }
        ids[next] = id;
        next = (next + 1) % CAPACITY;
        size = Math.min(size + 1, CAPACITY);
        return true;
    }

    RecentBatches copy() {
        RecentBatches copy = new RecentBatches();
        System.arraycopy(ids, 0, copy.ids, 0, size);
        copy.size = size;
        copy.next = next;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(size);
        out.writeByte(next);
        for (int i = 0; i < size; i++) {
            out.writeLong(ids[i]);
        }
    }

    static RecentBatches read(DataInput in) throws IOException {
        RecentBatches batches = new RecentBatches();
        batches.size = in.readByte();
        batches.next = in.readByte();
        for (int i = 0; i < batches.size; i++) {
            batches.ids[i] = in.readLong();
        }
        return batches;
    }
}
