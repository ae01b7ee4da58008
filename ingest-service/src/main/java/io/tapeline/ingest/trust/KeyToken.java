package io.tapeline.ingest.trust;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key as a client sends it: {@code tpl_ID_SECRET}.
 *
 * @param id the part in the clear; empty if the text is no key at all
 * @param secret the rest
 */
record KeyToken(String id, String secret) {
    private static final String PREFIX = "tpl_";
    private static final String BEARER = "bearer ";

    /** What a text claims to be. Never fails: a text that is no key gets an id that no key has. */
    static KeyToken of(String text) {
        if (text.startsWith(PREFIX)) {
            int end = text.indexOf('_', PREFIX.length());
            if (end > 0 && ApiKey.isId(text.substring(PREFIX.length(), end))) {
                return new KeyToken(text.substring(PREFIX.length(), end), text.substring(end + 1));
            }
        }
        return new KeyToken("", text);
    }

    /**
     * The key among a request's headers; null if there is none.
     *
     * @param authorization the header {@code Authorization}; other schemes than Bearer count as none
     * @param apiKey the header {@code X-Api-Key}
     */
    static @Nullable KeyToken ofHeaders(@Nullable String authorization, @Nullable String apiKey) {
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return of(authorization.substring(BEARER.length()).strip());
        }
        return apiKey == null || apiKey.isBlank() ? null : of(apiKey.strip());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return PREFIX + id + "_...";
    }
}
