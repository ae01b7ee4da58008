package io.tapeline.wire;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Zstd frames. A class of its own, so that whoever does not compress does not load the native library. */
final class Zstandard {
    private static final int LEVEL = 3;

    private Zstandard() {}

    /** The bytes as one frame, or null if that is not smaller. */
    static byte @Nullable [] compress(byte[] from, int length) {
        byte[] frame = new byte[(int) Zstd.compressBound(length)];
        long size = Zstd.compressByteArray(frame, 0, frame.length, from, 0, length, LEVEL);
        if (Zstd.isError(size)) {
            throw new IllegalStateException("zstd cannot compress: " + Zstd.getErrorName(size));
        }
        return size < length ? Arrays.copyOf(frame, (int) size) : null;
    }

    /** Unpacks a frame that must hold exactly so many bytes. */
    static void decompress(byte[] to, int length, byte[] from, int offset, int count) throws WireException {
        long size;
        try {
            size = Zstd.decompressByteArray(to, 0, length, from, offset, count);
        } catch (ZstdException e) {
            throw WireException.corrupt("not a zstd frame: " + e.getMessage());
        }
        if (Zstd.isError(size)) {
            throw WireException.corrupt("not a zstd frame: " + Zstd.getErrorName(size));
        }
        if (size != length) {
            throw WireException.corrupt("the zstd frame holds " + size + " bytes, not " + length);
        }
    }
}
