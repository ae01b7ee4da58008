package io.tapeline.local.replay;

import com.github.luben.zstd.ZstdDirectBufferDecompressingStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Unpacks zstd: any number of frames, one after the other. The library's own input stream takes a file whose last frame
 * is cut short for a whole one when an earlier frame ends close before; this one does not. For one thread.
 */
final class ZstdInput extends InputStream {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final byte[] packed = new byte[BUFFER];
    private final Frames frames;
    private final ByteBuffer unpacked = ByteBuffer.allocateDirect(2 * BUFFER).limit(0);
    private boolean ended;

    ZstdInput(InputStream in) {
        this.in = in;
        this.frames = new Frames(ByteBuffer.allocateDirect(BUFFER).limit(0));
    }

    private final class Frames extends ZstdDirectBufferDecompressingStreamNoFinalizer {
        Frames(ByteBuffer source) {
            super(source);
        }

        @Override
        protected ByteBuffer refill(ByteBuffer source) {
            try {
                int read = in.read(packed);
                ended = read < 0;
                return source.clear().put(packed, 0, Math.max(0, read)).flip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        Objects.checkFromIndexSize(at, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (!unpacked.hasRemaining()) {
            if (!frames.hasRemaining()) {
                return -1;
            }
            boolean last = ended;
            if (unpack() == 0 && last) {
                throw new EOFException("a frame has no end");
            }
        }
        int count = Math.min(length, unpacked.remaining());
        unpacked.get(target, at, count);
        return count;
    }

    private int unpack() throws IOException {
        try {
            unpacked.clear();
            int count = frames.read(unpacked);
            unpacked.flip();
            return count;
        } catch (UncheckedIOException e) {
            unpacked.limit(0);
            throw e.getCause();
        } catch (IOException e) {
            unpacked.limit(0);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        frames.close();
        in.close();
    }
}
