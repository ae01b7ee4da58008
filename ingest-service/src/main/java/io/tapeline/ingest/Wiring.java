package io.tapeline.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.arc.DefaultBean;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.kinesis.KinesisRecordStream;
import io.tapeline.ingest.post.Posts;
import io.tapeline.ingest.publish.DryRunStream;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.RecordStream;
import io.tapeline.ingest.trace.Traces;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Builds the service's parts and joins them. */
final class Wiring {
    @Produces
    @Singleton
    IngestSettings settings(IngestConfig config, KinesisConfig kinesis) {
        return IngestSettings.of(config, kinesis);
    }

    @Produces
    @Singleton
    NanoClock clock() {
        return NanoClock.SYSTEM;
    }

    @Produces
    @Singleton
    @DefaultBean
    RecordStream stream(IngestSettings settings) {
        return settings.dryRun() ? new DryRunStream() : KinesisRecordStream.connect(settings.kinesis());
    }

    @Produces
    @Singleton
    IngestMetrics metrics(MeterRegistry registry, IngestSettings settings, Traces traces) {
        return new IngestMetrics(registry, new BatchMetrics(registry, settings.publisher()), traces);
    }

    @Produces
    @Singleton
    Traces traces(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        return off ? Traces.off() : Traces.of(telemetry.getTracer("io.tapeline.ingest"));
    }

    /** Not as a stream, so that there is one only. */
    @Produces
    @Singleton
    @Typed(StreamWatch.class)
    StreamWatch streamWatch(RecordStream stream, NanoClock clock) {
        return new StreamWatch(stream, clock);
    }

    @Produces
    @Singleton
    LiveFeed liveFeed(NanoClock clock) {
        return new LiveFeed(clock);
    }

    @Produces
    @Singleton
    Replays replays(IngestSettings settings, NanoClock clock) {
        return new Replays(settings.maxReplays(), settings.replayIdle(), clock);
    }

    @Produces
    @Singleton
    Publisher publisher(
            StreamWatch stream,
            IngestSettings settings,
            NanoClock clock,
            Replays replays,
            IngestMetrics metrics,
            MeterRegistry registry) {
        byte[] id = new byte[8];
        new SecureRandom().nextBytes(id);
        Publisher publisher = new Publisher(
                stream,
                settings.publisher(),
                clock,
                replays::clock,
                metrics,
                RandomGenerator.of("L64X128MixRandom"),
                "ingest-" + HexFormat.of().formatHex(id));
        registry.gauge(MetricNames.BUFFER_EVENTS, publisher, Publisher::buffered);
        registry.gauge(MetricNames.BUFFER_CAPACITY, publisher, Publisher::capacity);
        return publisher;
    }

    @Produces
    @Singleton
    Posts posts(
            Publisher publisher,
            IngestSettings settings,
            NanoClock clock,
            IngestMetrics metrics,
            MeterRegistry registry) {
        Posts posts = new Posts(publisher, settings.rules(), settings.limits(), clock, metrics);
        registry.gauge(MetricNames.POSTS_ACTIVE, posts, Posts::active);
        return posts;
    }
}
