package io.tapeline.ingest.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of the spool: a header, then entries. Deleted as a whole when all of them are done. Not thread safe. */
final class Segment {
    static final int HEADER_BYTES = 8;
    /** "TPLSPL", then the version of the format. */
    private static final long HEADER = 0x54_50_4C_53_50_4C_00_01L;

    private final Path path;
    private final FileChannel channel;
    private long size;
    private int pending;

    private Segment(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    static Segment create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Segment segment = new Segment(path, channel, 0);
            segment.append(ByteBuffer.allocate(HEADER_BYTES).putLong(0, HEADER));
            return segment;
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    static Segment open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new Segment(path, channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    boolean hasHeader() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        return size >= HEADER_BYTES && read(0, header).getLong() == HEADER;
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    int pending() {
        return pending;
    }

    /** Counts an entry that was found, or written, and is not done. */
    void addPending() {
        pending++;
    }

    void removePending() {
        pending--;
    }

    /** Writes at the end; answers where that was. */
    long append(ByteBuffer bytes) throws IOException {
        long offset = size;
        long position = offset;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        size = position;
        return offset;
    }

    /** Fills the buffer from there, and flips it. */
    ByteBuffer read(long offset, ByteBuffer into) throws IOException {
        long position = offset;
        while (into.hasRemaining()) {
            int read = channel.read(into, position);
            if (read < 0) {
                throw new EOFException(path + " ends at " + position);
            }
            position += read;
        }
        return into.flip();
    }

    void markDone(SpoolEntry entry) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {Entries.DONE}), entry.offset + Entries.STATUS_OFFSET);
    }

    void force() throws IOException {
        channel.force(false);
    }

    /** Cuts off what lies behind. */
    void truncate(long newSize) throws IOException {
        channel.truncate(newSize);
        size = newSize;
    }

    void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return String.valueOf(path.getFileName());
    }
}
