package io.tapeline.ingest.api;

import java.io.IOException;
import java.io.InputStream;

/** Reads what is left of bodies that are of no use, so that the client gets to read the answer. */
final class BodyRest {
    /** How much is read at most. */
    private static final long MAX_DISCARDED = 8L << 20;

    private BodyRest() {}

    /** Reads what is left of a body, up to a bound; whether that was all of it. */
    static boolean discard(InputStream body) throws IOException {
        return discard(body, MAX_DISCARDED);
    }

    /** Reads what is left of a body, about so many bytes at most; whether that was all of it. */
    static boolean discard(InputStream body, long most) throws IOException {
        byte[] waste = new byte[16 * 1024];
        long left = most;
        while (left > 0) {
            int count = body.read(waste);
            if (count < 0) {
                return true;
            }
            left -= count;
        }
        return false;
    }
}
