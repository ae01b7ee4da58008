package io.tapeline.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.tapeline.live.board.Board;
import io.tapeline.live.record.LiveRecord;
import io.tapeline.live.socket.SocketListener;
import io.tapeline.live.source.RecordSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts what comes in and what goes out. Thread safe. */
final class LiveMetrics implements SocketListener {
    private final Counter records;
    private final Counter bars;
    private final Counter indicators;
    private final Counter malformedRecords;
    private final Counter malformedItems;
    private final Timer delay;
    private final Counter sent;
    private final Counter refused;
    private final Map<Ending, Counter> ended = new EnumMap<>(Ending.class);

    LiveMetrics(MeterRegistry registry, Board board, RecordSource source) {
        records = registry.counter(MetricNames.RECORDS);
        bars = registry.counter(MetricNames.BARS);
        indicators = registry.counter(MetricNames.INDICATORS);
        malformedRecords = registry.counter(MetricNames.MALFORMED, MetricNames.WHAT, "record");
        malformedItems = registry.counter(MetricNames.MALFORMED, MetricNames.WHAT, "item");
        delay = Timer.builder(MetricNames.DELAY)
                .serviceLevelObjectives(
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
        sent = registry.counter(MetricNames.SENT);
        refused = registry.counter(MetricNames.REFUSED);
        for (Ending reason : Ending.values()) {
            ended.put(reason, registry.counter(MetricNames.ENDED, MetricNames.REASON, reason.label()));
        }
        registry.gauge(MetricNames.SYMBOLS, board, Board::size);
        registry.gauge(MetricNames.MEMORY, board, Board::bytes);
        FunctionCounter.builder(MetricNames.EVICTED, board, Board::evicted).register(registry);
        registry.gauge(MetricNames.SHARDS_OPEN, source, one -> one.state().openShards());
        registry.gauge(MetricNames.SHARDS_READ, source, one -> one.state().readShards());
        FunctionCounter.builder(MetricNames.SWEPT, source, RecordSource::sweptInstances)
                .register(registry);
        TimeGauge.builder(
                        MetricNames.BEHIND,
                        source,
                        TimeUnit.MILLISECONDS,
                        one -> one.state().behind().toMillis())
                .register(registry);
    }

    void read(LiveRecord record, Duration delayed) {
        records.increment();
        bars.increment(record.bars().size());
        indicators.increment(record.indicators().size());
        malformedItems.increment(record.malformed());
        delay.record(delayed);
    }

    void malformed() {
        records.increment();
        malformedRecords.increment();
    }

    @Override
    public void sent() {
        sent.increment();
    }

    @Override
    public void refused() {
        refused.increment();
    }

    @Override
    public void ended(Ending reason) {
        Counter counter = ended.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
