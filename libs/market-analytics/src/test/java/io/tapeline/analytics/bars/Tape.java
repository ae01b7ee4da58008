package io.tapeline.analytics.bars;

import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import java.util.concurrent.atomic.AtomicLong;

/** A bucket under test with simple words for what happens to it; times in seconds after 12:00 UTC of some day. */
final class Tape {
    static final long NOON = 1_385_467_200_000_000_000L;

    private static final long SECOND = 1_000_000_000L;
    private static final AtomicLong TAPES = new AtomicLong();

    final Recorder out = new Recorder();
    final BucketState state;
    private final BarSettings settings;
    /** Above those of any other tape, so that a state may go from one to the next. */
    private long batch = TAPES.incrementAndGet() << 32;

    Tape(BarSettings settings) {
        this(settings, new BucketState(Rows.BUCKET));
    }

    Tape(BarSettings settings, BucketState state) {
        this.settings = settings;
        this.state = state;
    }

    static long at(double seconds) {
        return NOON + Math.round(seconds * SECOND);
    }

    static Trade trade(int id, double seconds, long price) {
        return trade("BTC-USD", id, seconds, price);
    }

    static Trade trade(String symbol, int id, double seconds, long price) {
        return new Trade(
                symbol,
                "BITSTAMP",
                at(seconds),
                at(seconds),
                0,
                price * SECOND,
                100_000_000,
                Side.NONE,
                id,
                "" + id,
                "");
    }

    static TradeCancel cancel(Trade trade) {
        return new TradeCancel(trade.symbol(), trade.venue(), trade.tradeId(), trade.tsEvent(), NOON, NOON);
    }

    static TradeCorrection correction(Trade from, Trade to) {
        return new TradeCorrection(from.tsEvent(), NOON, to);
    }

    /** Trades come, and the feed's clock says so many seconds. */
    Tape trades(double clock, Trade... trades) {
        return process(Rows.slice(++batch, at(clock), trades));
    }

    Tape cancels(double clock, TradeCancel... cancels) {
        return process(Rows.cancels(++batch, at(clock), cancels));
    }

    Tape corrections(double clock, TradeCorrection... corrections) {
        return process(Rows.corrections(++batch, at(clock), corrections));
    }

    Tape clock(double clock) {
        return process(Rows.clock(at(clock)));
    }

    Tape process(Slice slice) {
        state.process(slice, Long.MAX_VALUE, settings, out);
        return this;
    }

    Tape provisional() {
        state.provisional(out);
        return this;
    }

    /** Forgets what was heard so far. */
    Tape hush() {
        out.events.clear();
        out.bars.clear();
        out.provisional.clear();
        out.rows.clear();
        return this;
    }
}
