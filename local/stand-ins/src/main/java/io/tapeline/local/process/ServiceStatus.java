package io.tapeline.local.process;

import java.util.OptionalLong;

/**
 * Where a service stands.
 *
 * @param name the service
 * @param state what it is doing
 * @param pid the process id, while there is a process
 * @param restarts how often it has been restarted since the supervisor started it
 */
public record ServiceStatus(String name, State state, OptionalLong pid, int restarts) {
    /** The stations of a service's life. */
    public enum State {
        /** Its dependencies are not yet well. */
        WAITING,
        /** Its process runs but is not yet known to be well. */
        STARTING,
        /** It was well when it started, and its process runs. */
        READY,
        /** It died and will be started again. */
        RESTARTING,
        /** It did not start, or died too often. It stays down. */
        FAILED,
        /** It was stopped, as asked. */
        STOPPED
    }
}
