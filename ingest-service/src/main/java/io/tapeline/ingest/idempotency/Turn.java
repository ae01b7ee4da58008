package io.tapeline.ingest.idempotency;

/** What a post under a key may do now. */
public sealed interface Turn {
    /** It is the first: it runs, and must end the attempt, whatever comes of it. */
    record First(Attempt attempt) implements Turn {}

    /** Another one of the same key is under way. */
    record UnderWay() implements Turn {}

    /** One of the same key has been answered; if its body was the same, that is the answer. */
    record Answered(StoredAnswer answer) implements Turn {}

    /** As many are under way as may be remembered. */
    record NoRoom() implements Turn {}

    /** A post that runs. Exactly one of the methods is to be called; what is called after it has no effect. */
    interface Attempt {
        /** It was answered for good. */
        void answered(StoredAnswer answer);

        /** It came to nothing that is for good: the next one under its key runs. */
        void forget();
    }
}
