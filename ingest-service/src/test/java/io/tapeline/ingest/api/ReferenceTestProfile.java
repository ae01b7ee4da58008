package io.tapeline.ingest.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service over a fake stream, with a file of instruments and nothing else taken. */
public final class ReferenceTestProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "ingest.reference.file", "target/instruments-of-a-test.json",
                "ingest.reference.refresh", "20ms",
                "ingest.reference.unknown", "reject");
    }
}
