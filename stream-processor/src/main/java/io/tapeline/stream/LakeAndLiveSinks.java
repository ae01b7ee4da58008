package io.tapeline.stream;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Slice;
import io.tapeline.stream.bars.LateEvents;
import io.tapeline.stream.lake.LakeSinks;
import io.tapeline.stream.live.LiveUpdate;
import io.tapeline.stream.source.DeadLetter;
import io.tapeline.stream.types.BarUpdate;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The sinks of production: Iceberg tables, and a stream for live updates.
 *
 * @param lake the tables
 * @param liveStream the live stream
 */
public record LakeAndLiveSinks(LakeSinks lake, Sink<LiveUpdate> liveStream) implements MarketSinks {
    @Override
    public void trades(DataStream<Slice> accepted) {
        lake.trades(accepted);
    }

    @Override
    public void lateTrades(DataStream<LateEvents> late) {
        lake.lateTrades(late);
    }

    @Override
    public void quotes(DataStream<Slice> quotes) {
        lake.quotes(quotes);
    }

    @Override
    public void bars(DataStream<BarUpdate> bars) {
        lake.bars(bars);
    }

    @Override
    public void indicators(DataStream<IndicatorRow> indicators) {
        lake.indicators(indicators);
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> deadLetters) {
        lake.deadLetters(deadLetters);
    }

    @Override
    public void live(DataStream<LiveUpdate> updates) {
        updates.sinkTo(liveStream).uid("live-stream").name("live stream");
    }
}
