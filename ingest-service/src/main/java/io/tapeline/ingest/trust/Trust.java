package io.tapeline.ingest.trust;

import io.tapeline.ingest.feed.NanoClock;
import org.jspecify.annotations.Nullable;

/** Whether requests need an API key, and if so, which there are. Thread safe. */
public final class Trust {
    private final @Nullable KeyRing keys;
    private final Caller anyone;

    private Trust(@Nullable KeyRing keys, NanoClock clock) {
        this.keys = keys;
        this.anyone = Caller.anyone(clock);
    }

    /** Requests need one of these keys. */
    public static Trust in(KeyRing keys, NanoClock clock) {
        return new Trust(keys, clock);
    }

    /** Whoever reaches the port may do everything. */
    public static Trust inAnyone(NanoClock clock) {
        return new Trust(null, clock);
    }

    /** The keys; null if requests need none. */
    public @Nullable KeyRing keys() {
        return keys;
    }

    /**
     * Who makes a request with these headers.
     *
     * @param authorization the header {@code Authorization}
     * @param apiKey the header {@code X-Api-Key}
     */
    public Authentication authenticate(@Nullable String authorization, @Nullable String apiKey) {
        return keys == null ? new Authentication.Known(anyone) : keys.authenticate(authorization, apiKey);
    }
}
