package io.tapeline.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.idempotency.PostMemory;
import io.tapeline.ingest.post.BodyPace;
import io.tapeline.ingest.trust.KeyFileException;
import io.tapeline.ingest.trust.KeyRing;
import io.tapeline.ingest.trust.Trust;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Builds what stands between the port and the posts. */
final class TrustWiring {
    @Produces
    @Singleton
    TrustMetrics trustMetrics(MeterRegistry registry) {
        return new TrustMetrics(registry);
    }

    @Produces
    @Singleton
    Trust trust(IngestSettings settings, NanoClock clock, TrustMetrics metrics) {
        @Nullable Path file = settings.guard().keysFile();
        if (file == null) {
            return Trust.inAnyone(clock);
        }
        try {
            return Trust.in(KeyRing.open(file, clock, metrics), clock);
        } catch (KeyFileException e) {
            throw new IllegalStateException("ingest.trust.keys-file: " + e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    PostMemory memory(IngestSettings settings, NanoClock clock, MeterRegistry registry) {
        PostMemory memory = new PostMemory(settings.guard().idempotency(), clock);
        registry.gauge(MetricNames.REMEMBERED, memory, PostMemory::size);
        return memory;
    }

    @Produces
    @Singleton
    BodyPace pace(IngestSettings settings, NanoClock clock) {
        return new BodyPace(settings.guard().bodyTimeout(), settings.guard().bodyMinRate(), clock);
    }
}
