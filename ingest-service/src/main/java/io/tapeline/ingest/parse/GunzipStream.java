package io.tapeline.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip (RFC 1952) as it arrives, all members of it, and refuses what grows too much. Unlike
 * {@link java.util.zip.GZIPInputStream} it does not take a pause of the sender for the end, nor pass over what follows a
 * member: either would lose trades silently.
 *
 * <p>Damage shows as an {@link IOException} that a reader turns into a {@link Stop}. Not thread safe. State
 * bound: one buffer.
 */
public final class GunzipStream extends InputStream {
    /** Output below this is never called a bomb. */
    private static final long HARMLESS = 1 << 20;

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final int maxRatio;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[16 * 1024];
    private final byte[] one = new byte[1];

    private int at;
    private int limit;
    private boolean inMember;
    private long compressed;
    private long decompressed;

    /**
     * Reads from a stream of gzip.
     *
     * @param maxRatio the most bytes a compressed byte may become, on average
     */
    public GunzipStream(InputStream in, int maxRatio) {
        this.in = in;
        this.maxRatio = maxRatio;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (!inMember && !readHeader()) {
                return -1;
            }
            int count = inflate(into, offset, length);
            if (count > 0) {
                crc.update(into, offset, count);
                decompressed += count;
                if (decompressed > HARMLESS && decompressed / maxRatio > compressed) {
                    throw new BodyException(
                            RejectCode.COMPRESSION_BOMB,
                            "the body grows more than " + maxRatio + " times on decompression");
                }
                return count;
            }
            if (inflater.finished()) {
                at = limit - inflater.getRemaining();
                readTrailer();
            } else if (inflater.needsDictionary()) {
                throw damaged();
            } else {
                if (!fill()) {
                    throw new BodyException(RejectCode.BAD_COMPRESSION, "the gzip stream ends early");
                }
                inflater.setInput(buffer, at, limit - at);
                at = limit;
            }
        }
    }

    private int inflate(byte[] into, int offset, int length) throws BodyException {
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException e) {
            BodyException damaged = damaged();
            damaged.initCause(e);
            throw damaged;
        }
    }

    /** False at the end of the stream. */
    private boolean readHeader() throws IOException {
        if (at == limit && !fill()) {
            return false;
        }
        if (next() != 0x1F || next() != 0x8B || next() != 8) {
            throw new BodyException(RejectCode.BAD_COMPRESSION, "not a gzip stream");
        }
        int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        crc.reset();
        inflater.setInput(buffer, at, limit - at);
        at = limit;
        inMember = true;
        return true;
    }

    private void readTrailer() throws IOException {
        long sum = word();
        long length = word();
        if (sum != crc.getValue() || length != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw damaged();
        }
        inMember = false;
    }

    private long word() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // The file's name and comment say nothing here.
        }
    }

    private int next() throws IOException {
        if (at == limit && !fill()) {
            throw new BodyException(RejectCode.BAD_COMPRESSION, "the gzip stream ends early");
        }
        return buffer[at++] & 0xFF;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        at = 0;
        limit = Math.max(count, 0);
        compressed += limit;
        return count > 0;
    }

    private static BodyException damaged() {
        return new BodyException(RejectCode.BAD_COMPRESSION, "the gzip stream is damaged");
    }

    /** Frees the decompressor; the stream it reads from is its owner's to close. */
    @Override
    public void close() {
        inflater.end();
    }
}
