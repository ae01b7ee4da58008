package io.tapeline.local.replay;

import java.io.IOException;

/** Keeps how far a replay has come, so that it can be resumed. Called from the thread that replays. */
@FunctionalInterface
public interface ReplayJournal {
    /**
     * A post was answered; all that it held is on the stream or rejected.
     *
     * @throws IOException if that cannot be kept; the replay stops
     */
    void acknowledged(Checkpoint checkpoint) throws IOException;

    /** Keeps nothing. */
    static ReplayJournal none() {
        return checkpoint -> {};
    }
}
