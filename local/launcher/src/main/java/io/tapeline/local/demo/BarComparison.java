package io.tapeline.local.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares bars one by one with those that there must be. For one thread. */
final class BarComparison {
    /** A page has no room for more, and one is enough to start looking. */
    private static final int NAMED = 3;

    private final String where;
    private final Map<BarKey, PlainBar> expected;
    private final Set<BarKey> seen = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private long wrong;

    BarComparison(String where, Map<BarKey, PlainBar> expected) {
        this.where = where;
        this.expected = expected;
    }

    void add(PlainBar bar) {
        PlainBar other = expected.get(bar.key());
        if (!seen.add(bar.key())) {
            note(name(bar.key()) + " is there twice");
        } else if (other == null) {
            note(name(bar.key()) + " should not be there");
        } else if (!other.equals(bar)) {
            note(name(bar.key()) + ": expected " + other + ", found " + bar);
        }
    }

    private void note(String problem) {
        wrong++;
        if (problems.size() < NAMED) {
            problems.add(where + " " + problem);
        }
    }

    private static String name(BarKey key) {
        return key.interval() + " bar of " + key.start();
    }

    /** What is wrong, after the last bar was added. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (wrong > problems.size()) {
            all.add(where + ": " + (wrong - problems.size()) + " more bars are wrong");
        }
        long missing =
                expected.keySet().stream().filter(key -> !seen.contains(key)).count();
        if (missing > 0) {
            all.add(where + ": " + missing + " bars are missing, the first is "
                    + expected.keySet().stream()
                            .filter(key -> !seen.contains(key))
                            .findFirst()
                            .map(BarComparison::name)
                            .orElse(""));
        }
        return all;
    }
}
