package io.tapeline.ingest.parse;

import com.github.luben.zstd.ZstdBufferDecompressingStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Decompresses zstd (RFC 8878) as it arrives, all frames of it, and refuses what grows too much. Frames must do with the
 * eight megabytes of window that the RFC asks every decoder to offer. The library's own input stream will not do: it takes
 * a last frame that is cut short for a whole one when the frame before it ended in the same read.
 *
 * <p>Damage shows as an {@link IOException} that a reader turns into a {@link Stop}. Not thread safe. State bound: the
 * window, and a buffer of what has arrived.
 */
public final class UnzstdStream extends InputStream {
    /** Output below this is never called a bomb. */
    private static final long HARMLESS = 1 << 20;

    private static final int WINDOW_BITS = 23;

    private final InputStream in;
    private final int maxRatio;
    private final byte[] arrived = new byte[16 * 1024];
    private final byte[] one = new byte[1];

    private Frames frames;
    /** The decompressor has been given something of its first frame. */
    private boolean begun;
    /** The last call filled all the room it had, so that the decompressor may hold more. */
    private boolean more;

    private long compressed;
    private long decompressed;

    /**
     * Reads from a stream of zstd.
     *
     * @param maxRatio the most bytes a compressed byte may become, on average
     */
    public UnzstdStream(InputStream in, int maxRatio) throws IOException {
        this.in = in;
        this.maxRatio = maxRatio;
        this.frames = new Frames();
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (!frames.hasInput()) {
                boolean inFrame = begun && frames.hasRemaining();
                if (!(inFrame && more) && !fill(inFrame)) {
                    return -1;
                }
            }
            int count = unpack(ByteBuffer.wrap(into, offset, length));
            if (count > 0) {
                decompressed += count;
                if (decompressed > HARMLESS && decompressed / maxRatio > compressed) {
                    throw new BodyException(
                            RejectCode.COMPRESSION_BOMB,
                            "the body grows more than " + maxRatio + " times on decompression");
                }
                return count;
            }
        }
    }

    private int unpack(ByteBuffer into) throws BodyException {
        try {
            begun = true;
            int count = frames.read(into);
            more = !into.hasRemaining();
            return count;
        } catch (IOException e) {
            BodyException damaged =
                    new BodyException(RejectCode.BAD_COMPRESSION, "the zstd stream is damaged: " + e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
    }

    /** Takes what has arrived; false at the end of the stream, which must be the end of a frame. */
    private boolean fill(boolean inFrame) throws IOException {
        int count = in.read(arrived);
        if (count <= 0) {
            if (inFrame) {
                throw new BodyException(RejectCode.BAD_COMPRESSION, "the zstd stream ends early");
            }
            return false;
        }
        if (begun && !inFrame) {
            // A decompressor that had nothing more to read at the end of a frame takes that for the end of everything.
            frames.close();
            frames = new Frames();
            begun = false;
        }
        compressed += count;
        frames.input(ByteBuffer.wrap(arrived, 0, count));
        return true;
    }

    /** Frees the decompressor; the stream it reads from is its owner's to close. */
    @Override
    public void close() {
        frames.close();
    }

    /** The library's decompressor, without its way of fetching more before it hands out what it has. */
    private static final class Frames extends ZstdBufferDecompressingStreamNoFinalizer {
        private Frames() throws IOException {
            super(ByteBuffer.allocate(0));
            setLongMax(WINDOW_BITS);
        }

        private void input(ByteBuffer bytes) {
            source = bytes;
        }

        private boolean hasInput() {
            return source.hasRemaining();
        }
    }
}
