package io.tapeline.ingest.trust;

import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.trust.Authentication.Reason;
import io.tapeline.ingest.trust.Keys.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys in force, from a file that may change at any time: {@link #refresh} is to be called now and then. A file that
 * cannot be used leaves the keys as they are. Thread safe. State bound: the file's keys, 4 MB of file.
 */
public final class KeyRing {
    private static final int MAX_BYTES = 4 << 20;

    /** How close to its last change a file's times do not tell whether it has changed since. */
    private static final long COARSE_NANOS = 5_000_000_000L;

    private record Stat(
            FileTime modified, long size, @Nullable Object fileKey) {}

    /** What one reading of the file gave. */
    private record State(Keys keys, Map<String, Limiter> limiters) {}

    private final Path file;
    private final NanoClock clock;
    private final TrustListener listener;

    private volatile State state = new State(new Keys(List.of()), Map.of());
    private volatile @Nullable String problem;

    private @Nullable Stat stat;
    private long statAt;
    private byte[] content = new byte[0];

    private KeyRing(Path file, NanoClock clock, TrustListener listener) {
        this.file = file;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * The keys of a file.
     *
     * @throws KeyFileException if it cannot be used: there are no keys yet to go on with
     */
    public static KeyRing open(Path file, NanoClock clock, TrustListener listener) throws KeyFileException {
        KeyRing ring = new KeyRing(file, clock, listener);
        ring.refresh();
        @Nullable String problem = ring.problem;
        if (problem != null) {
            throw new KeyFileException(problem);
        }
        return ring;
    }

    /** Reads the file again if it has changed. */
    public synchronized void refresh() {
        try {
            Stat now = stat();
            // A file that is written twice within its clock's resolution looks the same from outside.
            if (now.equals(stat) && statAt - nanos(now.modified()) > COARSE_NANOS) {
                return;
            }
            byte[] read = read();
            statAt = clock.wallNanos();
            stat = now;
            if (problem != null || content.length == 0 || !Arrays.equals(read, content)) {
                take(read);
            }
        } catch (IOException e) {
            stat = null;
            fail("cannot read " + file + ": " + e);
        }
    }

    private void take(byte[] read) {
        try {
            Keys keys = KeyFile.read(read);
            Map<String, Limiter> before = state.limiters();
            Map<String, Limiter> limiters = new HashMap<>();
            for (ApiKey key : keys.all()) {
                @Nullable Limiter old = before.get(key.id());
                limiters.put(
                        key.id(),
                        old != null && old.limit().equals(key.limit())
                                ? old
                                : new Limiter(key.limit(), clock.nanoTime()));
            }
            content = read;
            state = new State(keys, limiters);
            problem = null;
            listener.loaded(keys.count());
        } catch (KeyFileException e) {
            fail(file + " cannot be used: " + e.getMessage());
        }
    }

    private void fail(String message) {
        if (!message.equals(problem)) {
            problem = message;
            listener.failed(message);
        }
    }

    private Stat stat() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stat(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it is longer than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** Whose key a request's headers hold. */
    public Authentication authenticate(@Nullable String authorization, @Nullable String apiKey) {
        @Nullable KeyToken token = KeyToken.ofHeaders(authorization, apiKey);
        if (token == null) {
            return new Authentication.Unknown(Reason.MISSING, "");
        }
        State current = state;
        Finding finding = current.keys().find(token, clock.wallNanos());
        @Nullable ApiKey key = finding.key();
        @Nullable Limiter limiter = key == null ? null : current.limiters().get(key.id());
        if (key == null || limiter == null) {
            @Nullable Reason reason = finding.reason();
            return new Authentication.Unknown(reason == null ? Reason.WRONG : reason, token.id());
        }
        return new Authentication.Known(Caller.of(key, limiter, clock));
    }

    /** Why the file as it is now is not in force; null if it is. */
    public @Nullable String problem() {
        return problem;
    }

    /** How many keys are in force. */
    public int count() {
        return state.keys().count();
    }
}
