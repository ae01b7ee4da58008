package io.tapeline.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.tapeline.ingest.reference.Instruments;
import io.tapeline.ingest.reference.ReferenceException;
import io.tapeline.ingest.reference.ReferenceListener;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Reads the reference data, and looks at its file from time to time. */
final class ReferenceWiring {
    private static final Logger LOG = Logger.getLogger(ReferenceWiring.class);

    @Produces
    @Singleton
    Instruments instruments(IngestSettings settings, MeterRegistry registry) {
        ReferenceSettings reference = settings.reference();
        try {
            Instruments instruments = Instruments.open(
                    reference.file().orElse(null),
                    reference.unknown(),
                    new Listener(registry.counter(MetricNames.REFERENCE_BAD)));
            registry.gauge(MetricNames.INSTRUMENTS, instruments, Instruments::count);
            return instruments;
        } catch (ReferenceException bad) {
            throw new IllegalStateException("the file of ingest.reference.file is not good: " + bad.getMessage(), bad);
        }
    }

    void watch(@Observes StartupEvent event, Vertx vertx, Instruments instruments, IngestSettings settings) {
        if (settings.reference().file().isPresent()) {
            vertx.setPeriodic(
                    settings.reference().refresh().toMillis(),
                    timer -> vertx.executeBlocking(() -> {
                        instruments.refresh();
                        return true;
                    }));
        }
    }

    private record Listener(Counter bad) implements ReferenceListener {
        @Override
        public void changed(int instruments) {
            LOG.infof("instruments in force, count=%d", instruments);
        }

        @Override
        public void bad(ReferenceException problem) {
            bad.increment();
            LOG.errorf("the file of instruments is not good, those in force stay: %s", problem.getMessage());
        }
    }
}
