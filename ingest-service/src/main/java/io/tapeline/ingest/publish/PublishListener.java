package io.tapeline.ingest.publish;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Hears what the publisher does, for metrics, traces and the log. Called on its thread; must be quick and must not throw. */
public interface PublishListener {
    /** A record was stored; its events waited this long for it since their batch was opened. */
    void stored(int events, int bytes, long waitedNanos);

    /** Attempts to put a record failed, and will be repeated: as many as there were records. */
    void retried(int records);

    /** The stream said that a record, or a call, was too much. */
    void throttled(int records);

    /** A batch was given up. */
    void failed(int events);

    /** The open shards changed: so many ranges now. */
    void layoutChanged(int ranges);

    /** A record that an earlier process had left in the spool was stored. */
    default void recovered(int events, int bytes) {}

    /** Something worth a line in the log. */
    default void happened(PublishEvent event) {}

    /**
     * A call to the stream has set out.
     *
     * @param answer completes when the call is over, on any thread; exceptionally if it took too long, too
     */
    default void sent(PutCall call, CompletionStage<List<PutOutcome>> answer) {}
}
