package io.tapeline.local.kinesis.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A segment in a file. What {@link #append} wrote survives the end of the process, however it ends; it is not forced to the disk,
 * so a power cut may lose the tail.
 *
 * <p>A sealed segment's file is opened when it is first read; {@link #close} lets go of it until the next read.
 */
final class FileBytes implements SegmentBytes {
    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[0]);

    private final Path file;
    private @Nullable FileChannel channel;
    private long size;

    private FileBytes(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    static FileBytes create(Path file) throws IOException {
        Files.createFile(file);
        return new FileBytes(file, 0);
    }

    static FileBytes existing(Path file) throws IOException {
        return new FileBytes(file, Files.size(file));
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long heapBytes() {
        return 0;
    }

    @Override
    public void append(byte[] source, int length) throws IOException {
        FileChannel out = channel();
        ByteBuffer pending = ByteBuffer.wrap(source, 0, length);
        try {
            long at = size;
            while (pending.hasRemaining()) {
                at += out.write(pending, at);
            }
            size = at;
        } catch (IOException e) {
            out.truncate(size);
            throw e;
        }
    }

    @Override
    public Window window(long position, int wanted) throws IOException {
        int length = (int) Math.min(wanted, size - position);
        byte[] buffer = BUFFER.get();
        if (buffer.length < length) {
            buffer = new byte[length];
            BUFFER.set(buffer);
        }
        ByteBuffer target = ByteBuffer.wrap(buffer, 0, length);
        while (target.hasRemaining()) {
            if (channel().read(target, position + target.position()) < 0) {
                throw new IOException(file + " is shorter than the " + size + " bytes written to it");
            }
        }
        return new Window(buffer, 0, length);
    }

    @Override
    public void truncate(long newSize) throws IOException {
        channel().truncate(newSize);
        size = newSize;
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            channel = null;
            open.close();
        }
    }

    @Override
    public void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }
}
