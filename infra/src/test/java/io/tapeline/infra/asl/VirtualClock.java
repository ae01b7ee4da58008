package io.tapeline.infra.asl;

import java.time.Duration;
import java.time.Instant;

/** A clock that moves when it is told to. For one thread. */
public final class VirtualClock {
    private Instant now;

    public VirtualClock(Instant start) {
        this.now = start;
    }

    public Instant now() {
        return now;
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }
}
