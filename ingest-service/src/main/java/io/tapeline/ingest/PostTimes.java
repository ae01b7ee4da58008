package io.tapeline.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tapeline.ingest.feed.NanoClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Times posts, from the request to the answer, refused ones too. Thread safe. */
@Singleton
final class PostTimes {
    private static final String START = PostTimes.class.getName();
    private static final String PREFIX = "/v1/";
    private static final Set<String> ENDPOINTS = Set.of("trades", "quotes", "corrections", "cancels", "events");

    private final MeterRegistry registry;
    private final NanoClock clock;

    @Inject
    PostTimes(MeterRegistry registry, NanoClock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @ServerRequestFilter(preMatching = true)
    void begin(ContainerRequestContext request) {
        request.setProperty(START, clock.nanoTime());
    }

    @ServerResponseFilter
    void end(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        if (!path.startsWith(PREFIX)
                || !request.getMethod().equals("POST")
                || !(request.getProperty(START) instanceof Long start)) {
            return;
        }
        String endpoint = path.substring(PREFIX.length());
        // No other path gets a meter of its own, or anyone could make as many as they like.
        if (ENDPOINTS.contains(endpoint)) {
            timer(endpoint, response.getStatus()).record(clock.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(String endpoint, int status) {
        return Timer.builder(MetricNames.POST_DURATION)
                .tag(MetricNames.ENDPOINT, endpoint)
                .tag(MetricNames.STATUS, Integer.toString(status))
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30))
                .register(registry);
    }
}
