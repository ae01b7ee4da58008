package io.tapeline.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.lake.LakeTables;
import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import io.tapeline.local.standins.LocalStack;
import io.tapeline.local.standins.StandIn;
import io.tapeline.model.FixedPoint;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.stream.FlinkSettings;
import io.tapeline.stream.LakeAndLiveSinks;
import io.tapeline.stream.MarketSinks;
import io.tapeline.stream.StreamTopology;
import io.tapeline.stream.bars.LateEvents;
import io.tapeline.stream.config.CommandLine;
import io.tapeline.stream.config.StreamConfig;
import io.tapeline.stream.lake.LakeCatalog;
import io.tapeline.stream.lake.LakeSinks;
import io.tapeline.stream.live.LiveStream;
import io.tapeline.stream.live.LiveUpdate;
import io.tapeline.stream.source.DeadLetter;
import io.tapeline.stream.source.MarketDataSource;
import io.tapeline.stream.types.BarUpdate;
import io.tapeline.stream.types.SingletonTypeInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random trades and quotes through Kinesis and Flink to Iceberg, with a failure, a reshard and everything that comes late. */
class PipelineIT {
    private static final long SECOND = RandomTrades.SECOND;
    /** 2026-01-05T14:30:00Z. */
    private static final long START = 1_767_623_400L * SECOND;

    private static final long DAY_END = 1_767_657_600L * SECOND;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final RandomTrades market = new RandomTrades(20_260_105, START, 40);
    private final List<Trade> published = new ArrayList<>();
    private final List<Quote> quoted = new ArrayList<>();

    @Test
    void writesEveryTradeOnceAndEveryBarExactly(@TempDir Path directory) throws Exception {
        try (LocalStack stack = LocalStack.start(directory.resolve("stack"), EnumSet.of(StandIn.CATALOG));
                KinesisEmulator emulator = KinesisEmulator.start(EmulatorConfig.defaults()
                        .withStream(Publisher.STREAM, 2)
                        .withStream(Publisher.LIVE, 1));
                Publisher publisher = new Publisher(emulator.endpoint(), 2)) {
            LakeReader lake = new LakeReader(stack.catalogProperties());
            JobClient job = start(CommandLine.parse(
                    "--kinesis.endpoint=" + emulator.endpoint(),
                    "--kinesis.shard-discovery-interval=500ms",
                    "--kinesis.idleness=2s",
                    "--catalog.uri=" + stack.catalogUri(),
                    "--s3.endpoint=" + stack.s3Endpoint(),
                    "--s3.path-style-access=true",
                    "--checkpoints.uri=" + directory.resolve("checkpoints").toUri(),
                    "--checkpoints.interval=1s"));
            try {
                drive(publisher, lake);
                check(publisher, lake);
            } finally {
                job.cancel().get();
                // Only then do the servers close under it.
                assertThatThrownBy(() -> job.getJobExecutionResult().get())
                        .hasRootCauseInstanceOf(JobCancellationException.class);
            }
        }
    }

    private void drive(Publisher publisher, LakeReader lake) {
        publish(publisher, 4_000);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !lake.rows(LakeTables.TRADES, row -> row).isEmpty());

        publish(publisher, 2_000);
        publisher.reshard();
        publish(publisher, 1_000);
        FailOnce.ARMED.set(true);
        publish(publisher, 5_000);

        // The close of the last second tells that the job has got over all that.
        long end = market.clock();
        publisher.publish(List.of(), end + 3 * SECOND);
        Map<String, String> seconds = seconds(NaiveBars.of(published));
        Awaitility.await().atMost(PATIENCE).until(() -> seconds(lake.bars()).equals(seconds));
        assertThat(FailOnce.FAILURES).hasValue(1);

        lateEvents(publisher, end);
        publisher.publish(List.of(), DAY_END + 5 * SECOND);
    }

    private void publish(Publisher publisher, int trades) {
        for (int i = 0; i < trades; i += 200) {
            List<Trade> batch = market.next(200);
            published.addAll(batch);
            List<Quote> quotes = RandomTrades.quotes(batch);
            quoted.addAll(quotes);
            publisher.publish(batch, quotes, market.clock());
            if (i == 400) {
                publisher.publishAgain();
            }
        }
    }

    private void lateEvents(Publisher publisher, long end) {
        // Posted twice, in another batch.
        publisher.publish(published.subList(3_000, 3_500), end);
        Trade late = trade("late", end - 40 * SECOND);
        Trade cancelled = trade("cancelled", end - 20 * SECOND);
        Trade wrong = trade("corrected", end - 10 * SECOND);
        Trade corrected = new Trade(
                wrong.symbol(),
                wrong.venue(),
                wrong.tsEvent(),
                wrong.tsRecv(),
                0,
                wrong.price() * 2,
                wrong.size(),
                wrong.side(),
                wrong.sequence(),
                wrong.tradeId(),
                "");
        publisher.publish(List.of(late, cancelled, wrong, trade("too-late", START - 300 * SECOND)), end);
        publisher.publish(
                List.of(),
                List.of(),
                List.of(new TradeCorrection(wrong.tsEvent(), end, corrected)),
                List.of(
                        new TradeCancel("SYM2", "XNAS", "cancelled", cancelled.tsEvent(), end, 0),
                        new TradeCancel("SYM2", "XNAS", "never-seen", cancelled.tsEvent(), end, 0)),
                end);
        publisher.publishBytes(new byte[] {1, 2, 3});
        published.add(late);
        published.add(corrected);
    }

    private static Trade trade(String id, long tsEvent) {
        return new Trade("SYM2", "XNAS", tsEvent, tsEvent, 0, 7 * SECOND, 5_000_000, Side.BUY, 1, id, "");
    }

    private void check(Publisher publisher, LakeReader lake) {
        Map<String, String> expected = NaiveBars.of(published);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lake.bars()).isEqualTo(expected));

        List<String> archived = lake.rows(LakeTables.TRADES, LakeReader::trade);
        List<Trade> accepted = new ArrayList<>(published);
        // The archive holds what was first reported; the amendments stand beside it.
        accepted.remove(accepted.size() - 1);
        accepted.add(trade("cancelled", market.clock() - 20 * SECOND));
        accepted.add(trade("corrected", market.clock() - 10 * SECOND));
        assertThat(archived)
                .containsExactlyInAnyOrderElementsOf(
                        accepted.stream().map(PipelineIT::row).toList());

        assertThat(lake.rows(LakeTables.QUOTES, LakeReader::quote))
                .containsExactlyInAnyOrderElementsOf(
                        quoted.stream().map(PipelineIT::row).toList());
        assertThat(lake.rows(
                        LakeTables.LATE_TRADES,
                        row -> row.getField("kind") + " " + row.getField("trade_id") + " " + row.getField("applied")))
                .containsExactlyInAnyOrder(
                        "trade too-late false",
                        "correction corrected true",
                        "cancel cancelled true",
                        "cancel never-seen false");
        assertThat(lake.rows(LakeTables.DEAD_LETTERS, row -> row.getField("reason") + " " + hex(row.getField("bytes"))))
                .containsExactly("NOT_A_BATCH 010203");
        assertThat(lake.rows(LakeTables.INDICATORS, LakeReader::key))
                .contains(expected.keySet().toArray(String[]::new));
        // Dead letters, for one, had none to commit at most of the checkpoints.
        assertThat(LakeTables.STREAM)
                .allSatisfy(table -> assertThat(lake.emptyCommits(table)).isZero());
        String live = String.join("\n", publisher.liveUpdates());
        assertThat(live).contains("\"is_final\":false").contains("\"interval\":\"1d\"");
    }

    private static Map<String, String> seconds(Map<String, String> bars) {
        return bars.entrySet().stream()
                .filter(bar -> bar.getKey().contains(" 1s "))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String row(Trade trade) {
        return NaiveBars.values(
                trade.symbol(),
                trade.venue(),
                trade.tsEvent(),
                FixedPoint.priceDecimal(trade.price()),
                FixedPoint.sizeDecimal(trade.size()),
                trade.side().code(),
                trade.sequence(),
                trade.tradeId(),
                trade.conditions());
    }

    private static String row(Quote quote) {
        boolean bid = quote.bidPrice() > 0;
        return NaiveBars.values(
                quote.symbol(),
                quote.venue(),
                quote.tsEvent(),
                bid ? FixedPoint.priceDecimal(quote.bidPrice()) : null,
                bid ? FixedPoint.sizeDecimal(quote.bidSize()) : null,
                FixedPoint.priceDecimal(quote.askPrice()),
                FixedPoint.sizeDecimal(quote.askSize()),
                quote.sequence(),
                quote.conditions());
    }

    private static String hex(Object bytes) {
        ByteBuffer buffer = ((ByteBuffer) bytes).duplicate();
        StringBuilder hex = new StringBuilder();
        while (buffer.hasRemaining()) {
            hex.append(String.format("%02x", buffer.get()));
        }
        return hex.toString();
    }

    private static JobClient start(StreamConfig config) throws Exception {
        LakeCatalog catalog = new LakeCatalog(config.lake());
        catalog.createMissingTables();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.of(config.execution(), new Configuration()));
        MarketSinks sinks = new LakeAndLiveSinks(new LakeSinks(catalog), LiveStream.sink(config.kinesis()));
        StreamTopology.build(env, new MarketDataSource(config.kinesis()), new FailingSinks(sinks), config);
        return env.executeAsync();
    }

    /** Sinks with a fault before the archive, downstream of the keyed state. */
    private record FailingSinks(MarketSinks sinks) implements MarketSinks {
        @Override
        public void trades(DataStream<Slice> accepted) {
            sinks.trades(accepted.map(new FailOnce<>(), SingletonTypeInfo.SLICE)
                    .uid("fail-once")
                    .name("fail once"));
        }

        @Override
        public void lateTrades(DataStream<LateEvents> late) {
            sinks.lateTrades(late);
        }

        @Override
        public void quotes(DataStream<Slice> quotes) {
            sinks.quotes(quotes);
        }

        @Override
        public void bars(DataStream<BarUpdate> bars) {
            sinks.bars(bars);
        }

        @Override
        public void indicators(DataStream<IndicatorRow> indicators) {
            sinks.indicators(indicators);
        }

        @Override
        public void deadLetters(DataStream<DeadLetter> deadLetters) {
            sinks.deadLetters(deadLetters);
        }

        @Override
        public void live(DataStream<LiveUpdate> updates) {
            sinks.live(updates);
        }
    }
}
