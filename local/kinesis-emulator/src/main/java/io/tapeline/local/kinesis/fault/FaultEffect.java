package io.tapeline.local.kinesis.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What a fault does to a call. */
public sealed interface FaultEffect {
    /** Answers ProvisionedThroughputExceededException. */
    record Throttle() implements FaultEffect {}

    /** Answers with a 5xx: 503 is ServiceUnavailable, the others InternalFailure. */
    record ServerError(int status) implements FaultEffect {
        public ServerError {
            if (status < 500 || status > 599) {
                throw new IllegalArgumentException("server error with status " + status);
            }
        }
    }

    /** Carries the call out later. */
    record Latency(Duration delay) implements FaultEffect {
        public Latency {
            requireNonNull(delay, "delay is null");
            if (delay.isNegative() || delay.isZero()) {
                throw new IllegalArgumentException("latency of " + delay);
            }
        }
    }

    /** Closes the connection instead of carrying the call out. */
    record DropRequest() implements FaultEffect {}

    /** Carries the call out and closes the connection instead of answering. */
    record DropResponse() implements FaultEffect {}

    /** Refuses the records at positions 0, every, 2 × every, ... of a PutRecords; the others are stored. */
    record RefuseRecords(int every) implements FaultEffect {
        public RefuseRecords {
            if (every < 1) {
                throw new IllegalArgumentException("refuse every " + every + "th record");
            }
        }
    }

    /** Answers ExpiredIteratorException. */
    record ExpireIterator() implements FaultEffect {}
}
