package io.tapeline.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.post.PostListener;
import io.tapeline.ingest.post.PostType;
import io.tapeline.ingest.publish.PublishEvent;
import io.tapeline.ingest.publish.PublishListener;
import io.tapeline.ingest.publish.PutCall;
import io.tapeline.ingest.publish.PutOutcome;
import io.tapeline.ingest.spool.SpoolListener;
import io.tapeline.ingest.trace.Traces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what posts and publisher do, and passes on what is for the log and for traces. Thread safe. */
final class IngestMetrics implements PublishListener, PostListener, SpoolListener {
    /** Of items whose source does not tell their kinds. */
    private static final String ANY_KIND = "any";

    private final Counter accepted;
    private final Map<EventKind, Counter> acceptedByKind = new EnumMap<>(EventKind.class);
    private final Map<RejectCode, Counter> rejected = new EnumMap<>(RejectCode.class);
    private final Counter records;
    private final Counter events;
    private final Counter bytes;
    private final Counter retries;
    private final Counter throttled;
    private final Counter failed;
    private final Counter layouts;
    private final Counter recoveredRecords;
    private final Counter corrupt;
    private final Timer latency;
    private final AtomicInteger ranges = new AtomicInteger();
    private final BatchMetrics batches;
    private final Traces traces;

    private final PublishLog log;

    IngestMetrics(MeterRegistry registry, PublishLog log, BatchMetrics batches, Traces traces) {
        this.log = log;
        this.batches = batches;
        this.traces = traces;
        accepted = registry.counter(MetricNames.ACCEPTED, MetricNames.KIND, ANY_KIND);
        for (EventKind kind : EventKind.values()) {
            acceptedByKind.put(kind, registry.counter(MetricNames.ACCEPTED, MetricNames.KIND, kind.label()));
        }
        for (RejectCode code : RejectCode.values()) {
            rejected.put(code, registry.counter(MetricNames.REJECTED, MetricNames.CODE, code.name()));
        }
        records = registry.counter(MetricNames.RECORDS);
        events = registry.counter(MetricNames.EVENTS);
        bytes = registry.counter(MetricNames.BYTES);
        retries = registry.counter(MetricNames.RETRIES);
        throttled = registry.counter(MetricNames.THROTTLED);
        failed = registry.counter(MetricNames.FAILED);
        layouts = registry.counter(MetricNames.LAYOUTS);
        recoveredRecords = registry.counter(MetricNames.SPOOL_RECOVERED);
        corrupt = registry.counter(MetricNames.SPOOL_CORRUPT);
        latency = Timer.builder(MetricNames.LATENCY)
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
        registry.gauge(MetricNames.RANGES, ranges);
    }

    @Override
    public Reading begin(PostType type) {
        return traces.begin(type);
    }

    @Override
    public void accepted(EventKind kind, long items) {
        acceptedByKind.getOrDefault(kind, accepted).increment((double) items);
    }

    @Override
    public void accepted(long items) {
        accepted.increment((double) items);
    }

    @Override
    public void rejected(RejectCode code, long items) {
        Counter counter = rejected.get(code);
        if (counter != null) {
            counter.increment((double) items);
        }
    }

    @Override
    public void stored(int count, int size, long waitedNanos) {
        records.increment();
        events.increment(count);
        bytes.increment(size);
        latency.record(waitedNanos, TimeUnit.NANOSECONDS);
        batches.stored(count, size);
    }

    @Override
    public void retried(int count) {
        retries.increment(count);
    }

    @Override
    public void throttled(int count) {
        throttled.increment(count);
    }

    @Override
    public void failed(int count) {
        failed.increment(count);
    }

    @Override
    public void sent(PutCall call, CompletionStage<List<PutOutcome>> answer) {
        batches.sent(call, answer);
        traces.sent(call, answer);
    }

    @Override
    public void layoutChanged(int count) {
        ranges.set(count);
        layouts.increment();
    }

    @Override
    public void recovered(int count, int size) {
        recoveredRecords.increment();
        records.increment();
        events.increment(count);
        bytes.increment(size);
    }

    @Override
    public void happened(PublishEvent event) {
        log.happened(event);
    }

    @Override
    public void corrupt(Path keptIn, long size) {
        corrupt.increment();
        log.corrupt(keptIn, size);
    }

    @Override
    public void torn(Path segment, long size) {
        log.torn(segment, size);
    }

    @Override
    public void failed(Path file, String problem) {
        log.failed(file, problem);
    }
}
