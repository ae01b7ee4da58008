package io.tapeline.local.launcher.stack;

import java.util.EnumMap;
import java.util.Map;

/** Endpoints for tests that only need some. */
public final class TestEndpoints {
    private TestEndpoints() {}

    /** Every service on its usual port. */
    public static Endpoints usual() {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            ports.put(service, service.defaultPort());
        }
        return new Endpoints(ports);
    }
}
