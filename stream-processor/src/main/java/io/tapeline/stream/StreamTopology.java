package io.tapeline.stream;

import io.tapeline.model.Buckets;
import io.tapeline.model.Slice;
import io.tapeline.stream.bars.BarsFunction;
import io.tapeline.stream.config.StreamConfig;
import io.tapeline.stream.source.BatchClocks;
import io.tapeline.stream.source.DecodeBatches;
import io.tapeline.stream.source.KinesisRecord;
import io.tapeline.stream.types.BarUpdate;
import io.tapeline.stream.types.SingletonTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's graph: records, slices, bars and what comes of them. */
public final class StreamTopology {
    private StreamTopology() {}

    /**
     * Adds the graph to an environment.
     *
     * @param env set up by {@link FlinkSettings}
     * @param source of records
     * @param sinks where the enabled outputs go
     * @param config which outputs, and how bars close
     */
    public static void build(
            StreamExecutionEnvironment env,
            Source<KinesisRecord, ?, ?> source,
            MarketSinks sinks,
            StreamConfig config) {
        // The number of key groups is part of the state: it never changes, and no more than one bucket each is of use.
        env.setMaxParallelism(Buckets.COUNT);
        SingleOutputStreamOperator<Slice> slices = env.fromSource(
                        source,
                        BatchClocks.strategy(
                                config.bars().outOfOrderness(), config.kinesis().idleness()),
                        "market data")
                .uid("market-data")
                .process(new DecodeBatches(), SingletonTypeInfo.SLICE)
                .uid("decode-batches")
                .name("decode batches");
        SingleOutputStreamOperator<BarUpdate> bars = slices.keyBy(Slice::bucket, Types.INT)
                .process(new BarsFunction(config.bars(), config.outputs()))
                .uid("bars")
                .name("bars");
        if (config.outputs().archive()) {
            sinks.deadLetters(slices.getSideOutput(DecodeBatches.DEAD_LETTERS));
            sinks.trades(bars.getSideOutput(BarsFunction.ACCEPTED));
            sinks.quotes(bars.getSideOutput(BarsFunction.QUOTES));
            sinks.lateTrades(bars.getSideOutput(BarsFunction.LATE));
        }
        if (config.outputs().bars()) {
            sinks.bars(bars);
            sinks.indicators(bars.getSideOutput(BarsFunction.INDICATORS));
        }
        if (config.outputs().live()) {
            sinks.live(bars.getSideOutput(BarsFunction.LIVE));
        }
    }
}
