package io.tapeline.ingest.post;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A body that must not come too slowly: a client that stalls, or trickles, would hold a thread and a place among the posts
 * for ever. Only the time that the reader waits for the client counts. Read by one thread, looked after by another.
 */
public final class PacedBody extends InputStream {
    private final InputStream in;
    private final BodyPace pace;
    private final byte[] one = new byte[1];

    private long bytes;
    private long waitedNanos;

    /** Guards what follows. */
    private final Object lock = new Object();

    private @Nullable Thread waiting;
    private long waitingSince;
    private boolean tooSlow;

    PacedBody(InputStream in, BodyPace pace) {
        this.in = in;
        this.pace = pace;
    }

    /** The body came too slowly to be waited for. */
    public static final class TooSlowException extends IOException {
        TooSlowException(String message) {
            super(message);
        }
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        begin();
        int count = 0;
        boolean interrupted = false;
        try {
            count = in.read(into, offset, length);
        } catch (InterruptedIOException e) {
            interrupted = true;
            if (!isTooSlow()) {
                throw e;
            }
        } finally {
            end();
        }
        if (interrupted || isTooSlow()) {
            throw new TooSlowException(pace.rule());
        }
        bytes += Math.max(count, 0);
        return count;
    }

    private void begin() {
        synchronized (lock) {
            waiting = Thread.currentThread();
            waitingSince = pace.now();
        }
    }

    private void end() {
        synchronized (lock) {
            waitedNanos += pace.now() - waitingSince;
            waiting = null;
            if (tooSlow) {
                // It was meant for the wait alone.
                boolean unused = Thread.interrupted();
            }
        }
    }

    private boolean isTooSlow() {
        synchronized (lock) {
            return tooSlow;
        }
    }

    /** Ends the reader's wait if it has waited too long. */
    void check(long nanoTime) {
        synchronized (lock) {
            Thread thread = waiting;
            if (thread == null || tooSlow) {
                return;
            }
            long now = nanoTime - waitingSince;
            if (pace.isTooSlow(now, waitedNanos + now, bytes)) {
                tooSlow = true;
                thread.interrupt();
            }
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    /** Ends the watch; the stream it reads from is its owner's to close. */
    @Override
    public void close() {
        pace.forget(this);
    }
}
