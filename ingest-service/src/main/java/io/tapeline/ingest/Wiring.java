package io.tapeline.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.arc.DefaultBean;
import io.smallrye.config.SmallRyeConfig;
import io.tapeline.ingest.connect.Feeds;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.kinesis.KinesisRecordStream;
import io.tapeline.ingest.post.Posts;
import io.tapeline.ingest.publish.DryRunStream;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.RecordStream;
import io.tapeline.ingest.reference.Instruments;
import io.tapeline.ingest.spool.DiskSpool;
import io.tapeline.ingest.trace.Traces;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Builds the service's parts and joins them. */
final class Wiring {
    @Produces
    @Singleton
    IngestSettings settings(IngestConfig config, KinesisConfig kinesis) {
        List<String> profiles =
                ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getProfiles();
        return IngestSettings.of(config, kinesis, profiles);
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
    IngestMetrics metrics(MeterRegistry registry, NanoClock clock, IngestSettings settings, Traces traces) {
        return new IngestMetrics(
                registry, new PublishLog(clock), new BatchMetrics(registry, settings.publisher()), traces);
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
        DiskSpool spool = spool(settings, metrics, registry);
        Publisher publisher = new Publisher(
                stream,
                settings.publisher(),
                clock,
                replays::clock,
                metrics,
                RandomGenerator.of("L64X128MixRandom"),
                "ingest-" + HexFormat.of().formatHex(id),
                spool);
        registry.gauge(MetricNames.BUFFER_EVENTS, publisher, Publisher::buffered);
        registry.gauge(MetricNames.BUFFER_CAPACITY, publisher, Publisher::capacity);
        return publisher;
    }

    private static @Nullable DiskSpool spool(IngestSettings settings, IngestMetrics metrics, MeterRegistry registry) {
        if (settings.spool().isEmpty()) {
            return null;
        }
        try {
            DiskSpool spool = DiskSpool.open(settings.spool().get(), metrics);
            registry.gauge(MetricNames.SPOOL_BYTES, spool, DiskSpool::bytes);
            registry.gauge(MetricNames.SPOOL_BATCHES, spool, DiskSpool::batches);
            return spool;
        } catch (IOException e) {
            throw new UncheckedIOException("ingest.spool.directory cannot be used: " + e.getMessage(), e);
        }
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

    @Produces
    @Singleton
    Feeds feeds(
            IngestSettings settings,
            Publisher publisher,
            LiveFeed live,
            Replays replays,
            Instruments instruments,
            NanoClock clock,
            IngestMetrics metrics,
            MeterRegistry registry,
            Vertx vertx) {
        Feeds feeds = new Feeds(
                settings.feeds(),
                publisher,
                live,
                replays,
                instruments.admission(),
                settings.rules(),
                clock,
                metrics,
                RandomGenerator.of("L64X128MixRandom"),
                vertx);
        FeedMetrics feedMetrics = new FeedMetrics(registry);
        feeds.figures().forEach(feedMetrics::bind);
        return feeds;
    }
}
