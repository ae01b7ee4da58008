package io.tapeline.batch.rebuild;

import static java.util.Objects.requireNonNull;

/**
 * A row of {@code bars}.
 *
 * @param key which bar
 * @param values what it says
 * @param revision readers take the highest
 * @param isFinal whether event time had passed the end
 * @param streamed whether the stream wrote it, rather than the nightly batch
 */
record PublishedBar(BarKey key, BarValues values, int revision, boolean isFinal, boolean streamed) {
    PublishedBar {
        requireNonNull(key, "key is null");
        requireNonNull(values, "values is null");
    }
}
