package io.tapeline.live.board;

import static java.util.Objects.requireNonNull;

/**
 * A bar as the live stream has it. What the service decides by is taken out; the rest stays the text it came as, so that
 * no digit is lost and nothing is written anew for each reader.
 *
 * @param key symbol and interval
 * @param start of the bar, nanoseconds since the epoch
 * @param revision the highest one is the bar
 * @param stage how far it has come
 * @param json the whole bar, one JSON object
 */
public record LiveBar(SeriesKey key, long start, int revision, Stage stage, String json) {
    /** How far a bar has come; of one revision the later stage counts. */
    public enum Stage {
        /** Still open. */
        PROVISIONAL,
        /** Its end has passed. */
        FINAL,
        /** It was final, and its last trade has been cancelled since. */
        WITHDRAWN
    }

    public LiveBar {
        requireNonNull(key, "key is null");
        requireNonNull(stage, "stage is null");
        requireNonNull(json, "json is null");
    }
}
