package io.tapeline.stream;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Slice;
import io.tapeline.stream.bars.LateEvents;
import io.tapeline.stream.live.LiveUpdate;
import io.tapeline.stream.source.DeadLetter;
import io.tapeline.stream.types.BarUpdate;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the job's outputs go. The topology calls each method at most once, and only for outputs that are enabled. */
public interface MarketSinks {
    /** Accepted trades: of each slice, its trades. */
    void trades(DataStream<Slice> accepted);

    /** Trades too late for bars, and every correction and cancel. */
    void lateTrades(DataStream<LateEvents> late);

    /** Quotes: of each slice, its quotes. */
    void quotes(DataStream<Slice> quotes);

    /** Final bars, reissued and withdrawn ones. */
    void bars(DataStream<BarUpdate> bars);

    /** Indicators of final bars. */
    void indicators(DataStream<IndicatorRow> indicators);

    /** Records that could not be read. */
    void deadLetters(DataStream<DeadLetter> deadLetters);

    /** Live updates. */
    void live(DataStream<LiveUpdate> updates);
}
