package io.tapeline.local.kinesis.http;

import java.io.IOException;

/** One operation whose request and response are small enough to hold as trees. */
@FunctionalInterface
interface Operation {
    /** Carries the call out and writes the members of its answer. */
    void handle(Request request, Reply reply) throws IOException;
}
