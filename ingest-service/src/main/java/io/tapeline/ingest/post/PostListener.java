package io.tapeline.ingest.post;

import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.publish.PostMark;

/** Hears what becomes of posts, for metrics and traces. Thread safe; must be quick and must not throw. */
public interface PostListener {
    /** One post that is being read; told of it on the thread that reads. */
    interface Reading {
        /** Of posts that no listener cares for. */
        Reading NONE = new Reading() {
            @Override
            public PostMark mark() {
                return PostMark.NONE;
            }

            @Override
            public void failed(Throwable failure) {}

            @Override
            public void end(long accepted, long rejected) {}
        };

        /** What the publisher is to know the post by. */
        PostMark mark();

        /** It could not be read to its end; {@link #end} follows. */
        void failed(Throwable failure);

        /** Nothing more is read of it. */
        void end(long accepted, long rejected);
    }

    /** A post begins to be read. */
    default Reading begin(PostType type) {
        return Reading.NONE;
    }

    /** So many items were handed to the publisher. */
    void accepted(long items);

    /** The same of a post, whose items are of known kinds. */
    default void accepted(EventKind kind, long items) {
        accepted(items);
    }

    /** So many items were refused for this reason. */
    void rejected(RejectCode code, long items);
}
