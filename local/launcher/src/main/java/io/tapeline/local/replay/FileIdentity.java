package io.tapeline.local.replay;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * By what a file is known again, without reading all of it.
 *
 * @param size in bytes
 * @param modified when it was written last, to the millisecond
 * @param head SHA-256 of its first 64 kB
 */
public record FileIdentity(long size, Instant modified, String head) {
    private static final int HEAD = 64 * 1024;

    public FileIdentity {
        requireNonNull(head, "head is null");
        modified = modified.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * That of a file as it is now.
     *
     * @throws IOException if it cannot be read
     */
    public static FileIdentity of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        try (InputStream in = Files.newInputStream(file)) {
            String head = HexFormat.of().formatHex(sha256().digest(in.readNBytes(HEAD)));
            return new FileIdentity(
                    attributes.size(), attributes.lastModifiedTime().toInstant(), head);
        }
    }

    /** What a person should know of a file that was this one and is {@code now}; empty if it is the same. */
    public Optional<String> difference(FileIdentity now) {
        if (size != now.size) {
            return Optional.of("it had " + size + " bytes and has " + now.size);
        }
        if (!head.equals(now.head)) {
            return Optional.of("it begins with other bytes");
        }
        return modified.equals(now.modified)
                ? Optional.empty()
                : Optional.of("it was written at " + now.modified + ", not at " + modified);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
