package io.tapeline.ingest.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The proof that everything of a post was stored: it is whole when the post is finished and the stream has acknowledged
 * each batch that holds a part of it. Thread safe. State bound: two counters, however long the post.
 */
public final class Receipt {
    /** The batches that hold a part of the post, and one for the post itself until it is finished. */
    private final AtomicInteger open = new AtomicInteger(1);

    private final CompletableFuture<Void> stored = new CompletableFuture<>();

    private final PostMark mark;

    /** The receipt of a post that no listener cares for. */
    public Receipt() {
        this(PostMark.NONE);
    }

    /** The receipt of a post that a listener knows by this. */
    public Receipt(PostMark mark) {
        this.mark = mark;
    }

    PostMark mark() {
        return mark;
    }

    /** Nothing more is added; the stage completes when all is stored, or fails with a {@link PublishException}. */
    public CompletionStage<Void> finish() {
        acknowledge();
        return stored;
    }

    /** Completes when the post is finished and all of it is stored, or fails with a {@link PublishException}. */
    CompletionStage<Void> stored() {
        return stored;
    }

    void retain() {
        open.incrementAndGet();
    }

    void acknowledge() {
        if (open.decrementAndGet() == 0) {
            stored.complete(null);
        }
    }

    void fail(PublishException failure) {
        stored.completeExceptionally(failure);
    }
}
