package io.tapeline.ingest.idempotency;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Takes the SHA-256 of a body while it is read, with what its headers say of it. Not thread safe. */
public final class FingerprintStream extends FilterInputStream {
    private final MessageDigest digest;
    private long count;
    private boolean ended;

    /**
     * Reads from a body.
     *
     * @param about what else makes two bodies the same: their type and their encoding
     */
    public FingerprintStream(InputStream body, String about) {
        super(body);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        digest.update(about.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value < 0) {
            ended = true;
        } else {
            digest.update((byte) value);
            count++;
        }
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        if (read < 0) {
            ended = true;
        } else {
            digest.update(into, offset, read);
            count += read;
        }
        return read;
    }

    @Override
    public long skip(long most) throws IOException {
        long left = most;
        byte[] waste = new byte[8192];
        while (left > 0) {
            int read = read(waste, 0, (int) Math.min(left, waste.length));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return most - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Bytes read so far. */
    public long count() {
        return count;
    }

    /** The body's fingerprint; null unless it was read to its end. To be asked once. */
    public byte @Nullable [] fingerprint() {
        return ended ? digest.digest() : null;
    }
}
