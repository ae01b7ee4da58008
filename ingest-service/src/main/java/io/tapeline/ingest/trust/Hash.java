package io.tapeline.ingest.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 hash, which two are compared of in the same time wherever they differ. Immutable. */
final class Hash {
    private static final int LENGTH = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash of a secret's text. */
    static Hash of(String secret) {
        try {
            return new Hash(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The hash that hexadecimal digits stand for.
     *
     * @throws IllegalArgumentException if these are not 64 hexadecimal digits
     */
    static Hash ofHex(String digits) {
        byte[] bytes = HexFormat.of().parseHex(digits);
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("not 64 digits");
        }
        return new Hash(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return bytes[0] << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
    }

    /** A few digits: enough to tell two apart in a log. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, 0, 4) + "...";
    }
}
