package io.tapeline.local.launcher.stack;

import static java.util.Objects.requireNonNull;

/**
 * What can be said of one service of a stack, for people.
 *
 * @param name the service
 * @param state what it is doing
 * @param pid of its process; 0 while there is none
 * @param port where it listens
 * @param url what to open, or point a client at
 * @param startedAt when its process was started, milliseconds since the epoch; 0 before
 * @param readyAfterMillis how long it took to become well; 0 before
 * @param restarts how often it was started again
 * @param note what went wrong last, or empty
 */
public record ServiceView(
        String name,
        State state,
        long pid,
        int port,
        String url,
        long startedAt,
        long readyAfterMillis,
        int restarts,
        String note) {
    /** The stations of a service's life. */
    public enum State {
        WAITING,
        STARTING,
        READY,
        RESTARTING,
        FAILED,
        STOPPED
    }

    public ServiceView {
        requireNonNull(name, "name is null");
        requireNonNull(state, "state is null");
        requireNonNull(url, "url is null");
        requireNonNull(note, "note is null");
    }

    static ServiceView waiting(Service service, Endpoints endpoints) {
        return new ServiceView(
                service.id(), State.WAITING, 0, endpoints.port(service), endpoints.url(service), 0, 0, 0, "");
    }

    ServiceView starting(long newPid, long now) {
        return new ServiceView(name, State.STARTING, newPid, port, url, now, 0, restarts, note);
    }

    ServiceView ready(long newPid, long tookMillis) {
        return new ServiceView(name, State.READY, newPid, port, url, startedAt, tookMillis, restarts, note);
    }

    ServiceView restarting() {
        return new ServiceView(name, State.RESTARTING, 0, port, url, 0, 0, restarts + 1, note);
    }

    ServiceView failed(String why) {
        return new ServiceView(name, State.FAILED, 0, port, url, 0, 0, restarts, why);
    }

    ServiceView stopped() {
        return new ServiceView(name, State.STOPPED, 0, port, url, 0, 0, restarts, "");
    }
}
