package io.tapeline.batch.rebuild;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What the rebuild finds of one bar.
 *
 * @param key which bar
 * @param rebuilt what the bar should say; null if there should be none
 * @param streamed the stream's last word; null if it has none, or has withdrawn the bar
 * @param streamedRevision of the stream's last word; null if it never published the bar
 * @param difference how the stream's word differs; null if it does not
 * @param repair what to publish, so that readers see what they should; null if they do already
 */
record BarVerdict(
        BarKey key,
        @Nullable BarValues rebuilt,
        @Nullable BarValues streamed,
        @Nullable Integer streamedRevision,
        @Nullable Difference difference,
        @Nullable Repair repair) {
    BarVerdict {
        requireNonNull(key, "key is null");
    }

    /** How the stream's bars differ from the rebuild. */
    enum Difference {
        /** The stream has no such bar. */
        MISSING,
        /** The stream has a bar that should not be. */
        EXTRA,
        /** The stream's bar says something else. */
        CHANGED
    }

    /**
     * A row to add to {@code bars}.
     *
     * @param values what it says
     * @param revision above all that were published
     */
    record Repair(BarValues values, int revision) {
        Repair {
            requireNonNull(values, "values is null");
        }
    }
}
