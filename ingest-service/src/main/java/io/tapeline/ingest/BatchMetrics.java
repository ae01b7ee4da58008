package io.tapeline.ingest;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.ingest.publish.PublisherSettings;
import io.tapeline.ingest.publish.PutCall;
import io.tapeline.ingest.publish.PutOutcome;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** How full the records are, and how many are on their way. Thread safe. */
final class BatchMetrics {
    private final DistributionSummary events;
    private final DistributionSummary bytes;
    private final DistributionSummary fill;
    private final double mostEvents;
    private final double mostBytes;
    private final AtomicInteger requestsInFlight = new AtomicInteger();
    private final AtomicInteger recordsInFlight = new AtomicInteger();

    BatchMetrics(MeterRegistry registry, PublisherSettings settings) {
        mostEvents = settings.batchEvents();
        mostBytes = settings.batchBytes();
        events = DistributionSummary.builder(MetricNames.BATCH_EVENTS)
                .serviceLevelObjectives(1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
                .register(registry);
        bytes = DistributionSummary.builder(MetricNames.BATCH_BYTES)
                .serviceLevelObjectives(256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576)
                .register(registry);
        // Not a ratio: the registry rounds up to whole numbers before it chooses a bucket.
        fill = DistributionSummary.builder(MetricNames.BATCH_FILL)
                .serviceLevelObjectives(1, 5, 10, 25, 50, 75, 90, 100)
                .register(registry);
        registry.gauge(MetricNames.REQUESTS_IN_FLIGHT, requestsInFlight);
        registry.gauge(MetricNames.RECORDS_IN_FLIGHT, recordsInFlight);
    }

    void stored(int count, int size) {
        if (count > 0) {
            events.record(count);
            bytes.record(size);
            // The bound of bytes is one of an estimate, which a batch can end up a little above.
            fill.record(Math.min(100, 100 * Math.max(count / mostEvents, size / mostBytes)));
        }
    }

    void sent(PutCall call, CompletionStage<List<PutOutcome>> answer) {
        int records = call.recordCount();
        requestsInFlight.incrementAndGet();
        recordsInFlight.addAndGet(records);
        answer.whenComplete((outcomes, failure) -> {
            requestsInFlight.decrementAndGet();
            recordsInFlight.addAndGet(-records);
        });
    }
}
