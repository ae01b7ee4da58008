package io.tapeline.local.keys;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is to be known of a key, but for its secret. The rules are those of the ingest service, which checks them again.
 *
 * @param id names it, in the clear
 * @param owner whose it is
 * @param scopes what it may be used for
 * @param symbols the symbols it may post, exact or with a star at the end; none for all
 * @param venues the venues likewise
 * @param limits the fields of the file that hold whole numbers, with their values
 * @param times the fields that hold times, with their values as RFC 3339
 */
public record NewKey(
        String id,
        String owner,
        List<String> scopes,
        List<String> symbols,
        List<String> venues,
        Map<String, Long> limits,
        Map<String, String> times) {
    /** What there is to be allowed. */
    public static final List<String> SCOPES =
            List.of("trades", "quotes", "corrections", "cancels", "replays", "instruments", "feeds");

    private static final long MAX_LIMIT = 100_000_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");

    /** Throws {@link IllegalArgumentException} if a value is not one. */
    public NewKey {
        requireNonNull(id, "id is null");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an id is 1 to 64 letters, digits, dots and hyphens, not '" + id + "'");
        }
        if (owner.isBlank()) {
            throw new IllegalArgumentException("the owner is blank");
        }
        scopes = List.copyOf(scopes);
        for (String scope : scopes) {
            if (!SCOPES.contains(scope)) {
                throw new IllegalArgumentException("'" + scope + "' is none of " + String.join(", ", SCOPES));
            }
        }
        symbols = patterns(symbols);
        venues = patterns(venues);
        limits = Map.copyOf(limits);
        limits.forEach((field, value) -> {
            if (value < 1 || value > MAX_LIMIT) {
                throw new IllegalArgumentException(field + " is not between 1 and " + MAX_LIMIT + ": " + value);
            }
        });
        times = Map.copyOf(times);
    }

    private static List<String> patterns(List<String> patterns) {
        for (String pattern : patterns) {
            int star = pattern.indexOf('*');
            if (pattern.isEmpty() || (star >= 0 && star < pattern.length() - 1)) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is neither a name nor the beginning of one and a star");
            }
        }
        return List.copyOf(patterns);
    }
}
