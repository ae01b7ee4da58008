package io.tapeline.wire;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Zstd frames. A class of its own, so that whoever does not compress does not load the native library. It keeps native
 * memory for its owner, some hundred kilobytes, which is freed after the owner is garbage. Not thread safe.
 */
final class Zstandard {
    /** The frames are small and their columns already terse: higher levels gain less than a hundredth. */
    private static final int LEVEL = 1;
    /** Of a frame that does not compress, beyond what is in proportion to its length. */
    private static final int MAX_FRAME_OVERHEAD = 128;

    private static final Cleaner CLEANER = Cleaner.create();

    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

    Zstandard() {
        compressor.setLevel(LEVEL);
        CLEANER.register(this, compressor::close);
        CLEANER.register(this, decompressor::close);
    }

    /**
     * The bytes as frames, one from each mark to the next, or null if that is not smaller. A frame has its own statistics,
     * and columns differ.
     */
    byte @Nullable [] compress(AvroOutput from) {
        int length = from.length();
        byte[] frames = new byte[(int) Zstd.compressBound(length) + from.markCount() * MAX_FRAME_OVERHEAD];
        int size = 0;
        int start = 0;
        for (int i = 0; i <= from.markCount(); i++) {
            int end = i == from.markCount() ? length : from.mark(i);
            if (end > start) {
                size += compressor.compressByteArray(
                        frames, size, frames.length - size, from.bytes(), start, end - start);
            }
            start = end;
        }
        return size < length ? Arrays.copyOf(frames, size) : null;
    }

    /** The size that a record says its events have. */
    static int checkedSize(int size) throws WireException {
        if (size < 0 || size > WireLimits.MAX_EVENTS_BYTES) {
            throw new WireException(WireException.Reason.TOO_LARGE, "events of " + size + " bytes");
        }
        return size;
    }

    /** Unpacks frames that must hold exactly so many bytes. */
    void decompress(byte[] to, int length, byte[] from, int offset, int count) throws WireException {
        int size;
        try {
            size = decompressor.decompressByteArray(to, 0, length, from, offset, count);
        } catch (ZstdException e) {
            throw WireException.corrupt("not zstd frames: " + e.getMessage());
        }
        if (size != length) {
            throw WireException.corrupt("the zstd frames hold " + size + " bytes, not " + length);
        }
    }
}
