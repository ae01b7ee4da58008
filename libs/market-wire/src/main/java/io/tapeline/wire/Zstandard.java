package io.tapeline.wire;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Zstd frames. A class of its own, so that whoever does not compress does not load the native library. */
final class Zstandard {
    private static final int LEVEL = 1;
    /** Of a frame that does not compress, beyond what is in proportion to its length. */
    private static final int MAX_FRAME_OVERHEAD = 128;

    private Zstandard() {}

    /**
     * The bytes as frames, one from each mark to the next, or null if that is not smaller. A frame has its own statistics,
     * and columns differ.
     */
    static byte @Nullable [] compress(AvroOutput from) {
        int length = from.length();
        byte[] frames = new byte[(int) Zstd.compressBound(length) + from.markCount() * MAX_FRAME_OVERHEAD];
        int size = 0;
        int start = 0;
        for (int i = 0; i <= from.markCount(); i++) {
            int end = i == from.markCount() ? length : from.mark(i);
            if (end > start) {
                size += frame(frames, size, from.bytes(), start, end - start);
            }
            start = end;
        }
        return size < length ? Arrays.copyOf(frames, size) : null;
    }

    private static int frame(byte[] to, int at, byte[] from, int start, int count) {
        long size = Zstd.compressByteArray(to, at, to.length - at, from, start, count, LEVEL);
        if (Zstd.isError(size)) {
            throw new IllegalStateException("zstd cannot compress: " + Zstd.getErrorName(size));
        }
        return (int) size;
    }

    /** The size that a record says its events have. */
    static int checkedSize(int size) throws WireException {
        if (size < 0 || size > WireLimits.MAX_EVENTS_BYTES) {
            throw new WireException(WireException.Reason.TOO_LARGE, "events of " + size + " bytes");
        }
        return size;
    }

    /** Unpacks frames that must hold exactly so many bytes. */
    static void decompress(byte[] to, int length, byte[] from, int offset, int count) throws WireException {
        long size;
        try {
            size = Zstd.decompressByteArray(to, 0, length, from, offset, count);
        } catch (ZstdException e) {
            throw WireException.corrupt("not zstd frames: " + e.getMessage());
        }
        if (Zstd.isError(size)) {
            throw WireException.corrupt("not zstd frames: " + Zstd.getErrorName(size));
        }
        if (size != length) {
            throw WireException.corrupt("the zstd frames hold " + size + " bytes, not " + length);
        }
    }
}
