package io.tapeline.live.board;

import static java.util.Objects.requireNonNull;

/**
 * A part of a series, from the newest on backwards.
 *
 * @param view the part
 * @param from where it begins, nanoseconds since the epoch; what comes before this is the next page
 */
public record SeriesPage(SeriesView view, long from) {
    public SeriesPage {
        requireNonNull(view, "view is null");
    }
}
