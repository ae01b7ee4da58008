package io.tapeline.ingest.post;

import io.tapeline.ingest.parse.RejectCode;

/** Hears what becomes of posts, for metrics. Thread safe; must be quick and must not throw. */
public interface PostListener {
    /** So many items were handed to the publisher. */
    void accepted(long items);

    /** So many items were refused for this reason. */
    void rejected(RejectCode code, long items);
}
