package io.tapeline.ingest.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.tapeline.ingest.publish.FakeRecordStream;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The service over a fake stream, with bounds so small that a test can reach them. */
public final class ApiTestProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>();
        config.put("ingest.publisher.buffer-events", "2048");
        config.put("ingest.publisher.buffer-patience", "100ms");
        config.put("ingest.publisher.ack-timeout", "2s");
        config.put("ingest.publisher.attempt-timeout", "1s");
        config.put("ingest.publisher.backoff-max", "50ms");
        config.put("ingest.limits.max-body", "1M");
        config.put("ingest.limits.max-posts", "3");
        config.put("ingest.limits.max-item", "1K");
        config.put("ingest.limits.max-rejected-listed", "10");
        config.put("ingest.replay.max-open", "2");
        return config;
    }

    /** Takes the place of Kinesis. */
    static final class Stream {
        @Produces
        @Singleton
        FakeRecordStream stream() {
            return new FakeRecordStream(2);
        }
    }
}
