package io.tapeline.ingest.trust;

import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.post.Admission;
import java.util.EnumSet;
import java.util.Set;

/** Who makes a request, and what that one may do. Thread safe. */
public final class Caller {
    private final String keyId;
    private final String owner;
    private final Set<Scope> scopes;
    private final Admission admission;
    private final Limiter limiter;
    private final NanoClock clock;

    private Caller(
            String keyId, String owner, Set<Scope> scopes, Admission admission, Limiter limiter, NanoClock clock) {
        this.keyId = keyId;
        this.owner = owner;
        this.scopes = scopes;
        this.admission = admission;
        this.limiter = limiter;
        this.clock = clock;
    }

    static Caller of(ApiKey key, Limiter limiter, NanoClock clock) {
        return new Caller(key.id(), key.owner(), key.scopes(), admission(key), limiter, clock);
    }

    /** Whoever calls while keys are not asked for: may do everything. */
    public static Caller anyone(NanoClock clock) {
        return new Caller(
                "-",
                "-",
                EnumSet.allOf(Scope.class),
                Admission.ALL,
                new Limiter(RateLimit.NONE, clock.nanoTime()),
                clock);
    }

    private static Admission admission(ApiKey key) {
        if (key.symbols().allowsAll() && key.venues().allowsAll()) {
            return Admission.ALL;
        }
        return (symbol, venue) -> {
            if (!key.symbols().allows(symbol)) {
                return RejectCode.FORBIDDEN_SYMBOL;
            }
            return key.venues().allows(venue) ? null : RejectCode.FORBIDDEN_VENUE;
        };
    }

    /** The id of the caller's key; {@code -} while keys are not asked for. */
    public String keyId() {
        return keyId;
    }

    /** Whose key it is. */
    public String owner() {
        return owner;
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** The symbols and venues that the caller may post. */
    public Admission admission() {
        return admission;
    }

    /** Takes a request off what the caller may do: 0; otherwise how long it must wait, in nanoseconds. */
    public long takeRequest() {
        return limiter.takeRequest(clock.nanoTime());
    }

    /** Takes the events of a request off what the caller may do; to be called once they are known, valid or not. */
    public void charge(long events) {
        limiter.charge(events, clock.nanoTime());
    }
}
