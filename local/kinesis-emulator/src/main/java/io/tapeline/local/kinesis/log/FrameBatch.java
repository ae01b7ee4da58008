package io.tapeline.local.kinesis.log;

import java.util.Arrays;

/**
 * Records on their way into one shard, already framed; their indexes and arrival time are filled in when the log appends them.
 *
 * <p>Not thread-safe; its size is that of the request it came from.
 */
public final class FrameBatch {
    /** What a record takes beside its partition key and data. */
    public static final int OVERHEAD = Frame.OVERHEAD;

    private byte[] bytes;
    private int length;
    private int count;

    /** An empty batch with room for about {@code expectedBytes}. */
    public FrameBatch(int expectedBytes) {
        bytes = new byte[Math.max(64, expectedBytes)];
    }

    /** Adds one record. */
    public void add(byte[] partitionKey, byte[] data) {
        int body = Frame.BODY_FIXED + partitionKey.length + data.length;
        int end = Math.addExact(length, Frame.HEADER + body);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
        Frame.writeLengths(bytes, length, body, partitionKey.length);
        System.arraycopy(partitionKey, 0, bytes, length + Frame.OVERHEAD, partitionKey.length);
        System.arraycopy(data, 0, bytes, length + Frame.OVERHEAD + partitionKey.length, data.length);
        length = end;
        count++;
    }

    /** How many records it holds. */
    public int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void seal(long firstIndex, long arrivalMillis) {
        long index = firstIndex;
        for (int at = 0; at < length; at += Frame.HEADER + Frame.bodyLength(bytes, at)) {
            Frame.seal(bytes, at, index++, arrivalMillis);
        }
    }
}
