package io.tapeline.ingest.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key may be used for. The names, in lower case, are those of the keys file. */
public enum Scope {
    /** Post trades. */
    TRADES,
    /** Post quotes. */
    QUOTES,
    /** Post corrections of trades. */
    CORRECTIONS,
    /** Post cancels of trades. */
    CANCELS,
    /** Post to a replay, and close it. */
    REPLAYS,
    /** Change reference data. */
    INSTRUMENTS,
    /** Control the feeds that the service pulls. */
    FEEDS;

    /** The name in the keys file and in answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Scope> of(String label) {
        return Arrays.stream(values())
                .filter(scope -> scope.label().equals(label))
                .findFirst();
    }
}
