package io.tapeline.local.replay;

import java.time.Duration;

/** Follows a replay; called from the thread that replays. */
public interface ReplayListener {
    /** A chunk was answered. */
    default void progress(ReplayProgress progress) {}

    /** The next trade is not due before {@code pause} is over. */
    default void waiting(Duration pause) {}

    /** A post failed and will be sent again after {@code delay}. */
    default void retrying(String reason, Duration delay) {}

    /** Follows nothing. */
    static ReplayListener none() {
        return new ReplayListener() {};
    }
}
