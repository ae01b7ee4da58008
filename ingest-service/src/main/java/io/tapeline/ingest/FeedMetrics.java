package io.tapeline.ingest;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.ingest.connect.FeedFigures;
import java.util.function.ToDoubleFunction;

/** Shows the counts of feeds as metrics. */
final class FeedMetrics {
    private final MeterRegistry registry;

    FeedMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind(FeedFigures feed) {
        gauge(MetricNames.FEED_CONNECTED, feed, figures -> figures.isConnected() ? 1 : 0);
        gauge(MetricNames.FEED_LAG, feed, FeedFigures::lagSeconds);
        gauge(MetricNames.FEED_SILENCE, feed, FeedFigures::silenceSeconds);
        counter(MetricNames.FEED_RECONNECTS, feed, FeedFigures::reconnects);
        counter(MetricNames.FEED_MESSAGES, feed, FeedFigures::messages);
        counter(MetricNames.FEED_EVENTS, feed, FeedFigures::events);
        counter(MetricNames.FEED_GAPS, feed, FeedFigures::gaps);
        counter(MetricNames.FEED_MISSED, feed, FeedFigures::missed);
        counter(MetricNames.FEED_BACKFILLED, feed, FeedFigures::backfilled);
        counter(MetricNames.FEED_MALFORMED, feed, FeedFigures::malformed);
        counter(MetricNames.FEED_REJECTED, feed, FeedFigures::rejected);
        counter(MetricNames.FEED_UNPUBLISHED, feed, FeedFigures::unpublished);
    }

    private void gauge(String name, FeedFigures feed, ToDoubleFunction<FeedFigures> value) {
        Gauge.builder(name, feed, value).tag(MetricNames.FEED, feed.feed()).register(registry);
    }

    private void counter(String name, FeedFigures feed, ToDoubleFunction<FeedFigures> value) {
        FunctionCounter.builder(name, feed, value)
                .tag(MetricNames.FEED, feed.feed())
                .register(registry);
    }
}
