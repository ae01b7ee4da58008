package io.tapeline.ingest.reference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The file of instruments: CSV if it ends so, else JSON. A missing one is empty. It is replaced whole, so that who reads it
 * sees the one or the other.
 *
 * @param path where it is
 */
record InstrumentFile(Path path) {
    private static final long MAX_BYTES = 32 << 20;

    /** Tells files apart without reading them. */
    record Stamp(long modified, long size) {
        static final Stamp NONE = new Stamp(0, -1);
    }

    Stamp stamp() {
        try {
            return new Stamp(Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS), Files.size(path));
        } catch (IOException gone) {
            return Stamp.NONE;
        }
    }

    List<Instrument> read() throws ReferenceException {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw ReferenceException.invalid(List.of("longer than " + MAX_BYTES + " bytes"));
            }
            return isCsv() ? InstrumentCsv.read(text()) : InstrumentJson.read(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new ReferenceException(ReferenceException.Reason.IO, "cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw ReferenceException.invalid(List.of(String.valueOf(e.getMessage())));
        }
    }

    void write(Collection<Instrument> instruments) throws ReferenceException {
        String text = isCsv() ? InstrumentCsv.write(instruments) : InstrumentJson.write(instruments);
        Path absolute = path.toAbsolutePath();
        Path next = absolute.resolveSibling(absolute.getFileName() + ".next");
        try {
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ReferenceException(ReferenceException.Reason.IO, "cannot be written: " + e, e);
        }
    }

    private String text() throws IOException, ReferenceException {
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new ReferenceException(ReferenceException.Reason.INVALID, "not UTF-8", e);
        }
    }

    private boolean isCsv() {
        return path.toString().endsWith(".csv");
    }
}
