package io.tapeline.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.ingest.trust.TrustListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Counts refusals, and says what becomes of the keys file. Thread safe. */
final class TrustMetrics implements TrustListener {
    private static final Logger LOG = Logger.getLogger(TrustMetrics.class);

    private final MeterRegistry registry;
    private final AtomicInteger keys = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();

    TrustMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge(MetricNames.KEYS, keys);
        registry.gauge(MetricNames.KEYS_STALE, stale);
    }

    @Override
    public void loaded(int count) {
        keys.set(count);
        stale.set(0);
        LOG.infof("API keys in force: %d", count);
    }

    @Override
    public void failed(String problem) {
        stale.set(1);
        LOG.errorf("the keys read before stay in force, keys=%d problem=%s", keys.get(), problem);
    }

    @Override
    public void refused(String reason) {
        registry.counter(MetricNames.REFUSED, MetricNames.REASON, reason).increment();
    }
}
