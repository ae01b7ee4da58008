package io.tapeline.local.process;

import java.util.Optional;

/** A port that a service needs is held by another process; the message names it where that can be found out. */
public final class PortTakenException extends RuntimeException {
    private final int port;

    PortTakenException(int port, Optional<PortHolder> holder) {
        super("port " + port + " is taken by "
                + holder.map(PortHolder::toString).orElse("a process that cannot be seen from here"));
        this.port = port;
    }

    public int port() {
        return port;
    }
}
