package io.tapeline.local.kinesis.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The layout of one record in a segment, big-endian: {@code int bodyLength, int crc32c(body)}, then the body {@code long index,
 * long arrivalMillis, int partitionKeyLength, partition key in UTF-8, data}.
 */
final class Frame {
    static final int HEADER = 8;
    static final int BODY_FIXED = 20;
    static final int OVERHEAD = HEADER + BODY_FIXED;

    /** Far above the largest record; a length beyond it can only be garbage. */
    static final int MAX_BODY = 16 << 20;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Frame() {}

    static int bodyLength(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long index(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + HEADER);
    }

    static long arrivalMillis(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + HEADER + 8);
    }

    static int partitionKeyLength(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + HEADER + 16);
    }

    static boolean intact(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + 4) == crc(bytes, at + HEADER, bodyLength(bytes, at));
    }

    static void writeLengths(byte[] bytes, int at, int bodyLength, int partitionKeyLength) {
        INT.set(bytes, at, bodyLength);
        INT.set(bytes, at + HEADER + 16, partitionKeyLength);
    }

    static void seal(byte[] bytes, int at, long index, long arrivalMillis) {
        LONG.set(bytes, at + HEADER, index);
        LONG.set(bytes, at + HEADER + 8, arrivalMillis);
        INT.set(bytes, at + 4, crc(bytes, at + HEADER, bodyLength(bytes, at)));
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
