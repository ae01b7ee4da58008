package io.tapeline.local.launcher.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.local.process.Health;
import io.tapeline.local.process.HealthCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Passes when Flink's REST API shows a job, and every job is running. */
record FlinkJobRunning(URI web) implements HealthCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Health check() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) web.resolve("/jobs/overview").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(3_000);
            try (InputStream body = connection.getInputStream()) {
                return health(JSON.readTree(body).path("jobs"));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Health.unhealthy(web + ": " + e.getMessage());
        }
    }

    private static Health health(JsonNode jobs) {
        if (jobs.isEmpty()) {
            return Health.unhealthy("no job has been submitted yet");
        }
        for (JsonNode job : jobs) {
            String state = job.path("state").asText();
            int tasks = job.path("tasks").path("total").asInt();
            int running = job.path("tasks").path("running").asInt();
            if (!state.equals("RUNNING") || running < tasks) {
                return Health.unhealthy("the job is " + state + " with " + running + " of " + tasks + " tasks running");
            }
        }
        return Health.healthy();
    }
}
