package io.tapeline.ingest.publish;

/** Since when a lane has had no success, and whether it is time to say so (again). */
final class Trouble {
    /** Shorter than this is a normal day. */
    static final long WORTH_SAYING_NANOS = 5_000_000_000L;

    private static final long SAY_AGAIN_NANOS = 60_000_000_000L;

    private boolean inTrouble;
    private boolean said;
    private long since;
    private long saidAt;

    /** An attempt failed. Answers whether to say so now. */
    boolean failed(long now) {
        if (!inTrouble) {
            inTrouble = true;
            since = now;
        }
        boolean say = said ? now - saidAt >= SAY_AGAIN_NANOS : now - since >= WORTH_SAYING_NANOS;
        if (say) {
            said = true;
            saidAt = now;
        }
        return say;
    }

    /** It is over. Answers whether there was trouble that was spoken of. */
    boolean over() {
        boolean wasSaid = said;
        inTrouble = false;
        said = false;
        return wasSaid;
    }

    /** How long it has lasted, or did when it ended, nanoseconds. */
    long lasted(long now) {
        return now - since;
    }
}
