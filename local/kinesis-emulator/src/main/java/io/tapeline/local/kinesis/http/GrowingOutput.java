package io.tapeline.local.kinesis.http;

import java.io.OutputStream;
import java.util.Arrays;

/** A ByteArrayOutputStream without the locks, that hands its array over when it fits. */
final class GrowingOutput extends OutputStream {
    private byte[] bytes;
    private int length;

    GrowingOutput(int expectedBytes) {
        bytes = new byte[Math.max(64, expectedBytes)];
    }

    @Override
    public void write(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    private void reserve(int more) {
        int end = Math.addExact(length, more);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
    }

    byte[] toByteArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
