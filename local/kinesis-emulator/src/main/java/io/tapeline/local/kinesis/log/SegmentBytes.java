package io.tapeline.local.kinesis.log;

import java.io.IOException;

/** Where a segment's bytes live. Guarded by the log's lock. */
sealed interface SegmentBytes permits HeapBytes, FileBytes {
    long size();

    /** Bytes of heap this takes. */
    long heapBytes();

    /** Appends all or nothing. */
    void append(byte[] source, int length) throws IOException;

    /** The bytes from {@code position} on, at least {@code wanted} of them where there are so many; valid until the next call. */
    Window window(long position, int wanted) throws IOException;

    void truncate(long size) throws IOException;

    void close() throws IOException;

    void delete() throws IOException;

    /** Bytes in an array that the caller must not change or keep. */
    @SuppressWarnings("ArrayRecordComponent") // a view for one call, never compared
    record Window(byte[] array, int offset, int length) {}
}
