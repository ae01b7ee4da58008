package io.tapeline.live.api;

import io.tapeline.live.problem.ProblemException;
import io.tapeline.live.problem.ProblemKind;
import org.jspecify.annotations.Nullable;

/**
 * How many bars an answer may hold.
 *
 * @param max what is kept of a series
 */
public record BarLimit(int max) {
    private static final int DEFAULT = 100;

    int parse(@Nullable String text) {
        if (text == null) {
            return Math.min(DEFAULT, max);
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= max) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below: to the one who asks, a word and a number too large are the same mistake.
        }
        throw new ProblemException(ProblemKind.BAD_PARAMETER, "limit must be a number between 1 and " + max);
    }
}
