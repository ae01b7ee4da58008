package io.tapeline.ingest.reference;

import java.util.List;

/** Instruments that are none, or a file of them that cannot be read or written. */
public final class ReferenceException extends Exception {
    private static final int LISTED = 20;

    /** Whose fault it is. */
    public enum Reason {
        /** What is wrong is in the instruments. */
        INVALID,
        /** There is no file to keep them in. */
        NO_FILE,
        /** The file cannot be read or written. */
        IO
    }

    private final Reason reason;

    ReferenceException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ReferenceException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** All that is wrong, the first of it in words. */
    static ReferenceException invalid(List<String> problems) {
        String more = problems.size() > LISTED ? "; and " + (problems.size() - LISTED) + " more" : "";
        String listed = String.join("; ", problems.subList(0, Math.min(LISTED, problems.size())));
        return new ReferenceException(Reason.INVALID, listed + more);
    }

    public Reason reason() {
        return reason;
    }
}
