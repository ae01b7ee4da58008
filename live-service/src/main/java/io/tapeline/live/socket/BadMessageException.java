package io.tapeline.live.socket;

/** A message that cannot be followed. */
final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1;

    private final Complaint complaint;

    BadMessageException(Complaint complaint, String message) {
        super(message);
        this.complaint = complaint;
    }

    Complaint complaint() {
        return complaint;
    }
}
