package io.tapeline.local.kinesis.log;

/** How much one read may still return; the first record always fits. Not thread-safe. */
public final class ReadBudget {
    private final long maxBytes;
    private int recordsLeft;
    private long bytes;

    /** At most so many records, and so many bytes of partition keys and data. */
    public ReadBudget(int maxRecords, long maxBytes) {
        this.recordsLeft = maxRecords;
        this.maxBytes = maxBytes;
    }

    boolean admits(int recordBytes) {
        if (recordsLeft == 0 || (bytes > 0 && bytes + recordBytes > maxBytes)) {
            recordsLeft = 0;
            return false;
        }
        recordsLeft--;
        bytes += recordBytes;
        return true;
    }

    boolean spent() {
        return recordsLeft == 0;
    }

    /** Bytes of partition keys and data read so far. */
    public long bytes() {
        return bytes;
    }
}
