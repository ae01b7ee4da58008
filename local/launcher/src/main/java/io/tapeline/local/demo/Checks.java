package io.tapeline.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares what is with what must be, and keeps what is wrong. For one thread. */
final class Checks {
    private final List<String> wrong = new ArrayList<>();
    private int made;

    /** Notes a difference. Tells whether there is none. */
    boolean equal(String what, Object expected, Object actual) {
        made++;
        if (Objects.equals(expected, actual)) {
            return true;
        }
        wrong.add(what + ": expected " + expected + ", found " + actual);
        return false;
    }

    /** Notes {@code problems}, each a sentence, of one comparison. Tells whether there are none. */
    boolean none(List<String> problems) {
        made++;
        wrong.addAll(problems);
        return problems.isEmpty();
    }

    /** How many comparisons were made. */
    int made() {
        return made;
    }

    /** What is wrong, each a sentence that names the number. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }
}
