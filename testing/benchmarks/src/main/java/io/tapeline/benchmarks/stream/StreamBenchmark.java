package io.tapeline.benchmarks.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapeline.benchmarks.stream.Arguments.Part;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.stream.bars.BarsFunction;
import io.tapeline.stream.config.StreamConfig;
import io.tapeline.stream.source.BatchClocks;
import io.tapeline.stream.source.DecodeBatches;
import io.tapeline.stream.source.KinesisRecord;
import io.tapeline.stream.types.BarUpdate;
import io.tapeline.stream.types.SingletonTypeInfo;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Trades a second on one slot, for bars of all intervals with indicators and dedup: the stream job's own function behind
 * a real keyBy; the same with the decoding of records before it; and, on the same trades, one-second OHLCV bars alone by
 * Flink SQL's TUMBLE, and SQL's bars of all intervals with dedup. Network stack as in any job; the warm-up is not timed. Beside the speed stands that of
 * the keyed task's thread alone, in its own processor time, which a busy machine does not change.
 *
 * <p>The source sends records of {@value Workload#TRADES_PER_RECORD} trades: to the function as slices of fresh rows, copied from
 * slices decoded before; to SQL as a row object for each trade. SQL's bars of one second are also measured with each trade a
 * record of its own, as a pipeline has it that takes records one at a time. {@code --help} tells the arguments.
 */
public final class StreamBenchmark {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);
    private static final StreamConfig.Bars BARS =
            new StreamConfig.Bars(OUT_OF_ORDERNESS, Duration.ofSeconds(60), 16_384);
    /** Bars and indicators are made and sent on; the archive and the live stream are other operators' work. */
    private static final StreamConfig.Outputs OUTPUTS =
            new StreamConfig.Outputs(true, false, false, Duration.ofMillis(250));

    private static final long SEED = 20_260_105;
    private static final int DISTINCT_RECORDS = 500;
    /** The records to be decoded are all in memory, 14 bytes a trade. */
    private static final long MOST_DECODED = 20_000_000;

    /** What the others stand beside. */
    private static final Set<Part> SQL = EnumSet.range(Part.SQL, Part.SQL_FULL);

    private StreamBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(Arguments.HELP);
            return;
        }
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException unreadable) {
            System.err.println(unreadable.getMessage());
            System.err.print(Arguments.HELP);
            System.exit(2);
            return;
        }
        if (arguments.parts().size() == 1 && arguments.rounds() == 1) {
            run(arguments.parts().iterator().next(), arguments.trades());
        } else {
            compare(arguments);
        }
    }

    /** Each part in a JVM of its own: what a compiler learns of one, and what one leaves in memory, slows the next. */
    private static void compare(Arguments arguments) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT, "%-44s %12s %14s %14s %10s%n", "one slot", "trades", "trades/s", "per CPU second", "bars");
        Map<Part, List<Double>> speeds = new EnumMap<>(Part.class);
        for (int round = 0; round < arguments.rounds(); round++) {
            for (Part part : arguments.parts()) {
                speeds.computeIfAbsent(part, first -> new ArrayList<>()).add(fork(part, arguments.trades()));
            }
        }
        Map<Part, Double> medians = new EnumMap<>(Part.class);
        speeds.forEach(
                (part, all) -> medians.put(part, all.stream().sorted().toList().get(all.size() / 2)));
        Map<Part, Double> others = new EnumMap<>(medians);
        others.keySet().removeAll(SQL);
        medians.keySet().retainAll(SQL);
        medians.forEach((sql, speedOfSql) -> others.forEach((part, speed) ->
                System.out.printf(Locale.ROOT, "%s is %.1f times the speed of %s%n", part, speed / speedOfSql, sql)));
    }

    /** Runs a part with the options of this JVM, shows its row, and gives its trades a second. */
    private static double fork(Part part, long trades) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StreamBenchmark.class.getName()));
        command.addAll(List.of("--trades=" + trades, "--only=" + part, "--rounds=1"));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String row = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("part " + part + " failed");
        }
        System.out.println(row);
        // The third column; what comes before may have spaces.
        String[] words = row.split(" +", -1);
        return Double.parseDouble(words[words.length - 3]);
    }

    private static void run(Part part, long trades) throws Exception {
        switch (part) {
            case SQL -> SqlBars.ONE_SECOND.run(SEED, trades / 10, Workload.TRADES_PER_RECORD);
            case SQL_SINGLE -> SqlBars.ONE_SECOND.run(SEED, trades / 10, 1);
            case SQL_FULL -> SqlBars.ALL_INTERVALS.run(SEED, trades / 40, Workload.TRADES_PER_RECORD);
            case DECODING -> decoding(Math.min(trades / 10, MOST_DECODED));
            case MIXED -> function("function, ids out of order", TradeOrder.MIXED, trades / 4);
            case FUNCTION -> function("function, fed slices of 125 trades", TradeOrder.FEED, trades);
        }
    }

    /** The function behind a keyBy, fed slices. */
    private static void function(String what, TradeOrder order, long trades) throws Exception {
        Slice[][] records = Workload.slices(SEED, DISTINCT_RECORDS, order);
        long timed = trades / Workload.TRADES_PER_RECORD;
        long warmUp = timed / 4;
        Stopwatch.reset();
        StreamExecutionEnvironment env = environment();
        bars(env.fromSource(
                        numbers(warmUp + timed),
                        WatermarkStrategy.forGenerator(context -> new RecordClocks()),
                        "records")
                .flatMap(SliceReplay.of(records, warmUp))
                .returns(SingletonTypeInfo.SLICE));
        env.execute();
        report(what, timed * Workload.TRADES_PER_RECORD, true);
    }

    /** Decoding, and the function behind a keyBy, fed records. */
    private static void decoding(long trades) throws Exception {
        int timed = (int) (trades / Workload.TRADES_PER_RECORD);
        int warmUp = timed / 2;
        Stopwatch.reset();
        StreamExecutionEnvironment env = environment();
        bars(env.fromSource(numbers(warmUp + timed), WatermarkStrategy.noWatermarks(), "records")
                .map(RecordReplay.of(SEED, warmUp + timed, warmUp))
                .returns(KinesisRecord.class)
                .assignTimestampsAndWatermarks(BatchClocks.strategy(OUT_OF_ORDERNESS, Duration.ofSeconds(5)))
                .process(new DecodeBatches(), SingletonTypeInfo.SLICE));
        env.execute();
        report("decoding and function, fed records of 2,000", (long) timed * Workload.TRADES_PER_RECORD, true);
    }

    /** The numbers of so many records, from 0 on. */
    static NumberSequenceSource numbers(long count) {
        return new NumberSequenceSource(0, count - 1);
    }

    private static void bars(DataStream<Slice> slices) {
        slices.keyBy(Slice::bucket, Types.INT)
                .process(new BarsFunction(BARS, OUTPUTS), TypeInformation.of(BarUpdate.class))
                .sinkTo(new Stopwatch<>());
    }

    /** @param isOneTask whether the sink's thread did all the work: only then is its processor time told */
    static void report(String what, long trades, boolean isOneTask) {
        System.out.printf(
                Locale.ROOT,
                "%-44s %12d %14.0f %14s %10d%n",
                what,
                trades,
                trades / Stopwatch.seconds(),
                isOneTask ? "%.0f".formatted(trades / Stopwatch.cpuSeconds()) : "-",
                Stopwatch.elements());
    }

    static StreamExecutionEnvironment environment() {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(100));
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(1);
        return env;
    }

    /** Trades of a record in the order in which they were made. */
    static Trade[] trades(long seed, int records) {
        Workload workload = new Workload(seed, TradeOrder.FEED);
        return IntStream.range(0, records)
                .mapToObj(i -> workload.next())
                .flatMap(List::stream)
                .toArray(Trade[]::new);
    }

    /** The latest clock of the records, less the out-of-orderness, in milliseconds. */
    private static final class RecordClocks implements WatermarkGenerator<Long> {
        private long latest = Long.MIN_VALUE;

        @Override
        public void onEvent(Long record, long timestamp, WatermarkOutput output) {
            latest = Math.max(latest, SliceReplay.clock(record));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (latest != Long.MIN_VALUE) {
                output.emitWatermark(new Watermark((latest - OUT_OF_ORDERNESS.toNanos()) / 1_000_000));
            }
        }
    }
}
