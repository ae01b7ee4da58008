package io.tapeline.local.replay;

import com.github.luben.zstd.ZstdIOException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Lines of bytes, one char a byte, that knows at which byte it is. A line ends with LF, CR or CR LF. Memory is bounded
 * by the longest line that it takes. For one thread.
 */
final class LineReader implements Closeable {
    /** Many times what a trade takes; a file whose lines are longer is none of trades. */
    static final int MAX_LINE = 1 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private boolean ended;
    /** Of {@code buffer[from]} in the stream. */
    private long offset;

    private long line;

    /** Takes a byte order mark for what it is. */
    LineReader(InputStream in) throws IOException {
        this.in = in;
        while (to < BYTE_ORDER_MARK.length && fill()) {
            // A stream may give one byte at a time.
        }
        if (to >= BYTE_ORDER_MARK.length
                && buffer[0] == BYTE_ORDER_MARK[0]
                && buffer[1] == BYTE_ORDER_MARK[1]
                && buffer[2] == BYTE_ORDER_MARK[2]) {
            advance(BYTE_ORDER_MARK.length);
        }
    }

    /**
     * The next line without its end, or null when there is none left.
     *
     * @throws BadTradeFileException if it is too long, or the packed data are damaged
     */
    @Nullable
    String next() throws IOException {
        int length = 0;
        while (true) {
            while (from + length < to) {
                byte b = buffer[from + length];
                if (b == '\n' || b == '\r') {
                    return take(length, b);
                }
                length++;
            }
            if (length > MAX_LINE) {
                throw new BadTradeFileException("line " + (line + 1) + " is longer than 1 MB: not a file of trades");
            }
            if (!fill()) {
                return length == 0 ? null : take(length, '\n');
            }
        }
    }

    private String take(int length, int end) throws IOException {
        String text = new String(buffer, from, length, TradeFiles.TRANSPARENT);
        advance(Math.min(length + 1, to - from));
        if (end == '\r' && (from < to || fill()) && buffer[from] == '\n') {
            advance(1);
        }
        line++;
        return text;
    }

    private void advance(int bytes) {
        from += bytes;
        offset += bytes;
    }

    /** The first byte that is no white space, without taking it; -1 if none is near. */
    int peek() throws IOException {
        for (int ahead = 0; ahead < BUFFER / 2; ahead++) {
            if (from + ahead >= to && !fill()) {
                return -1;
            }
            if (!Character.isWhitespace(buffer[from + ahead])) {
                return buffer[from + ahead];
            }
        }
        return -1;
    }

    /** Reads more behind what is there. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (from > 0 && from == to) {
            from = 0;
            to = 0;
        } else if (to == buffer.length) {
            byte[] larger = from > buffer.length / 2 ? buffer : new byte[2 * buffer.length];
            System.arraycopy(buffer, from, larger, 0, to - from);
            buffer = larger;
            to -= from;
            from = 0;
        }
        int read = read(to, buffer.length - to);
        ended = read < 0;
        to += Math.max(0, read);
        return !ended;
    }

    private int read(int at, int length) throws IOException {
        try {
            return in.read(buffer, at, length);
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw new BadTradeFileException("the packed data are damaged or cut short after line " + line
                    + (e.getMessage() == null ? "" : ": " + e.getMessage()));
        }
    }

    /** Bytes before the next line. */
    long offset() {
        return offset;
    }

    /** Lines before the next one. */
    long line() {
        return line;
    }

    /**
     * Goes on at a place further down.
     *
     * @param lines before that place
     * @throws BadTradeFileException if the file ends before it
     */
    void skipTo(long place, long lines) throws IOException {
        while (offset < place) {
            if (from == to && !fill()) {
                throw new BadTradeFileException("the file ends before line " + lines);
            }
            advance((int) Math.min(place - offset, to - from));
        }
        line = lines;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
