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
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.ConfigProvider;

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
    IngestMetrics metrics(MeterRegistry registry) {
        return new IngestMetrics(registry);
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
