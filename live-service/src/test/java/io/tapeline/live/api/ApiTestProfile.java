package io.tapeline.live.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** The service over a fake stream, with bounds so small that a test can reach them. */
public final class ApiTestProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "live.history", "50",
                "live.socket.max-connections", "3",
                "live.socket.max-subscriptions", "4",
                "live.socket.max-message", "1K",
                "live.socket.ping-interval", "200ms",
                "live.socket.idle-timeout", "4s",
                "live.socket.send-timeout", "500ms");
    }

    /** Takes the place of Kinesis. */
    static final class Source {
        @Produces
        @Singleton
        FakeSource source() {
            return new FakeSource();
        }
    }
}
