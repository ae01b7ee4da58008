package io.tapeline.ingest.parse;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses zstd (RFC 8878) as it arrives, all frames of it, and refuses what grows too much. Frames must do with the
 * eight megabytes of window that the RFC asks every decoder to offer.
 *
 * <p>Damage shows as an {@link IOException} that a reader turns into a {@link Stop}. Not thread safe. State bound: the
 * window.
 */
public final class UnzstdStream extends InputStream {
    /** Output below this is never called a bomb. */
    private static final long HARMLESS = 1 << 20;

    private static final int WINDOW_BITS = 23;

    private final Counting in;
    private final int maxRatio;
    private final ZstdInputStreamNoFinalizer frames;
    private final byte[] one = new byte[1];

    private long decompressed;

    /**
     * Reads from a stream of zstd.
     *
     * @param maxRatio the most bytes a compressed byte may become, on average
     */
    public UnzstdStream(InputStream in, int maxRatio) throws IOException {
        this.in = new Counting(in);
        this.maxRatio = maxRatio;
        this.frames = new ZstdInputStreamNoFinalizer(this.in);
        frames.setLongMax(WINDOW_BITS);
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = frames.read(into, offset, length);
        } catch (ZstdIOException e) {
            BodyException damaged =
                    new BodyException(RejectCode.BAD_COMPRESSION, "the zstd stream is damaged: " + e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
        if (count > 0) {
            decompressed += count;
            if (decompressed > HARMLESS && decompressed / maxRatio > in.count) {
                throw new BodyException(
                        RejectCode.COMPRESSION_BOMB,
                        "the body grows more than " + maxRatio + " times on decompression");
            }
        }
        return count;
    }

    /** Frees the decompressor; the stream it reads from is its owner's to close. */
    @Override
    public void close() throws IOException {
        frames.close();
    }

    /** Counts what is read, and is not closed by its reader. */
    private static final class Counting extends FilterInputStream {
        private long count;

        private Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(read, 0);
            return read;
        }

        @Override
        public void close() {}
    }
}
