package io.tapeline.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.smallrye.config.SmallRyeConfig;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.kinesis.KinesisRecordStream;
import io.tapeline.ingest.post.Posts;
import io.tapeline.ingest.publish.DryRunStream;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.RecordStream;
import io.tapeline.ingest.spool.DiskSpool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.ConfigProvider;
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
    IngestMetrics metrics(MeterRegistry registry, NanoClock clock) {
        return new IngestMetrics(registry, new PublishLog(clock));
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
            RecordStream stream,
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
}
