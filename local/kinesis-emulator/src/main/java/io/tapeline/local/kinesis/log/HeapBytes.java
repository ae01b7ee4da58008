package io.tapeline.local.kinesis.log;

import java.util.Arrays;

/** A segment in the heap: an array that doubles up to what the segment needs. */
final class HeapBytes implements SegmentBytes {
    private byte[] bytes = new byte[4096];
    private int size;

    @Override
    public long size() {
        return size;
    }

    @Override
    public long heapBytes() {
        return bytes.length;
    }

    @Override
    public void append(byte[] source, int length) {
        int end = Math.addExact(size, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
        System.arraycopy(source, 0, bytes, size, length);
        size = end;
    }

    @Override
    public Window window(long position, int wanted) {
        int from = Math.toIntExact(position);
        return new Window(bytes, from, size - from);
    }

    @Override
    public void truncate(long newSize) {
        size = Math.toIntExact(newSize);
    }

    @Override
    public void close() {}

    @Override
    public void delete() {}
}
