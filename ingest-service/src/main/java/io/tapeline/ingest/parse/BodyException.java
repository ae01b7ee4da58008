package io.tapeline.ingest.parse;

import java.io.IOException;

/** A body that must not be read further: damaged, or too large. */
final class BodyException extends IOException {
    private final RejectCode code;

    BodyException(RejectCode code, String message) {
        super(message);
        this.code = code;
    }

    RejectCode code() {
        return code;
    }
}
