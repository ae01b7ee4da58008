package io.tapeline.live;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapeline.live.socket.Sockets;
import io.tapeline.live.source.RecordSource;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Start and end: reading begins with the service; at the end clients are sent away while the server still runs, and KCL
 * leaves nothing behind.
 */
@Singleton
final class Lifecycle {
    private final RecordSource source;
    private final Intake intake;
    private final Sockets sockets;

    @Inject
    Lifecycle(RecordSource source, Intake intake, Sockets sockets) {
        this.source = source;
        this.intake = intake;
        this.sockets = sockets;
    }

    void start(@Observes StartupEvent event) {
        source.start(intake);
    }

    void sendAway(@Observes ShutdownDelayInitiatedEvent event) {
        sockets.close();
    }

    void stop(@Observes ShutdownEvent event) {
        source.close();
    }
}
