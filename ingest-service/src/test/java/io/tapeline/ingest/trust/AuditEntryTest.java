package io.tapeline.ingest.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditEntryTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.5Z");

    @Test
    void isOneLineOfJson() {
        AuditEntry entry = new AuditEntry(
                TIME, "feed-1", true, "10.0.0.1", "POST", "/v1/trades", 200, 5, 1, 812, 23, "retry \"1\"");

        assertThat(entry.json())
                .isEqualTo("{\"time\":\"2026-01-01T00:00:00.500Z\",\"key\":\"feed-1\",\"remote\":\"10.0.0.1\","
                        + "\"method\":\"POST\",\"path\":\"/v1/trades\",\"status\":200,\"accepted\":5,\"rejected\":1,"
                        + "\"bytes\":812,\"duration_ms\":23,\"idempotency_key\":\"retry \\\"1\\\"\"}");
    }

    @Test
    void cannotBeForgedByAPath() {
        AuditEntry entry =
                new AuditEntry(TIME, "", false, "10.0.0.1", "POST", "/v1\n{\"time\":\"\"", 401, -1, -1, 0, 0, null);

        assertThat(entry.json())
                .isEqualTo("{\"time\":\"2026-01-01T00:00:00.500Z\",\"claimed_key\":\"\",\"remote\":\"10.0.0.1\","
                        + "\"method\":\"POST\",\"path\":\"/v1\\n{\\\"time\\\":\\\"\\\"\",\"status\":401,\"bytes\":0,"
                        + "\"duration_ms\":0}");
    }
}
