package io.tapeline.local.process;

import static java.util.Objects.requireNonNull;

/** What a {@link HealthCheck} found. */
public sealed interface Health {
    /** The service answers as it should. */
    record Healthy() implements Health {}

    /**
     * The service does not answer as it should.
     *
     * @param reason one line for a person, such as "connection refused"
     */
    record Unhealthy(String reason) implements Health {
        public Unhealthy {
            requireNonNull(reason, "reason is null");
        }
    }

    static Health healthy() {
        return new Healthy();
    }

    static Health unhealthy(String reason) {
        return new Unhealthy(reason);
    }
}
