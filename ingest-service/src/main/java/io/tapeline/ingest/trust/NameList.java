package io.tapeline.ingest.trust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names that are allowed: exact ones, and beginnings that end in a star.
 *
 * @param exact allowed as they are
 * @param prefixes allowed beginnings, without the star
 */
record NameList(Set<String> exact, List<String> prefixes) {
    /** Allows every name. */
    static final NameList ALL = new NameList(Set.of(), List.of(""));

    NameList {
        exact = Set.copyOf(exact);
        prefixes = List.copyOf(prefixes);
    }

    /**
     * The names of a list such as {@code AAPL, BTC-*}.
     *
     * @throws IllegalArgumentException if a pattern is empty, or has a star anywhere but at its end
     */
    static NameList of(List<String> patterns) {
        Set<String> exact = new HashSet<>();
        List<String> prefixes = new ArrayList<>();
        for (String pattern : patterns) {
            int star = pattern.indexOf('*');
            if (pattern.isEmpty() || (star >= 0 && star < pattern.length() - 1)) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is neither a name nor the beginning of one and *");
            }
            if (star < 0) {
                exact.add(pattern);
            } else {
                prefixes.add(pattern.substring(0, star));
            }
        }
        return new NameList(exact, prefixes);
    }

    boolean allows(String name) {
        if (exact.contains(name)) {
            return true;
        }
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    boolean allowsAll() {
        return prefixes.contains("");
    }
}
