package io.tapeline.live.api;

import io.tapeline.live.problem.ProblemException;
import io.tapeline.live.problem.ProblemKind;

/**
 * How many bars an answer may hold.
 *
 * @param max what is kept of a series
 */
public record BarLimit(int max) {
    int parse(String text) {
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
