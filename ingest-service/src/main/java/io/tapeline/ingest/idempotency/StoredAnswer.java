package io.tapeline.ingest.idempotency;

import java.util.Arrays;

/** A final answer, kept to be given again. Immutable. */
public final class StoredAnswer {
    /** About what the objects around an answer take. */
    private static final int OVERHEAD = 256;

    private final byte[] fingerprint;
    private final long length;
    private final int status;
    private final String mediaType;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param fingerprint that of the body it answers
     * @param length bytes of the body it answers
     * @param body its bytes; not copied
     */
    public StoredAnswer(byte[] fingerprint, long length, int status, String mediaType, byte[] body) {
        this.fingerprint = fingerprint.clone();
        this.length = length;
        this.status = status;
        this.mediaType = mediaType;
        this.body = body;
    }

    /** The length of the body it answers, in bytes. */
    public long length() {
        return length;
    }

    public int status() {
        return status;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The answer's bytes; not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Whether it answers a body of this fingerprint. */
    public boolean isOf(byte[] other) {
        return Arrays.equals(fingerprint, other);
    }

    long weight() {
        return (long) OVERHEAD + fingerprint.length + body.length;
    }
}
