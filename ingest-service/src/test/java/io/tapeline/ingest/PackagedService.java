package io.tapeline.ingest;

import io.tapeline.testkit.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Starts the packaged service. */
final class PackagedService {
    private PackagedService() {}

    /** Starts it with these settings; does not wait for it. */
    static ServiceProcess start(URI kinesis, Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("kinesis.endpoint", kinesis.toString()));
        all.putAll(settings);
        return ServiceProcess.start("256m", all);
    }
}
