package io.tapeline.batch.cli;

import java.util.List;

/** The arguments cannot be used; the message lists every problem. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
