package io.tapeline.analytics.indicators;

import io.tapeline.model.Interval;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The indicators of one series of bars, fed bar by bar in order of start. The definitions are TA-Lib's (SMA 20, EMA 12
 * and 26, RSI 14, MACD 12/26/9, Bollinger 20/2, ATR 14); the same bars always give the same values, to the last bit.
 * They use the last N bars that there are: an interval without trades has no bar and leaves no trace.
 *
 * <p>Size: constant, about 300 bytes of numbers. Not thread safe.
 */
public final class IndicatorState {
    private static final double BANDS = 2;

    private CloseWindow window = new CloseWindow();
    private Ema ema12 = new Ema(12);
    private Ema ema26 = new Ema(26);
    private Macd macd = new Macd();
    private Rsi rsi = new Rsi();
    private Atr atr = new Atr();

    /** Adds the next bar; all three finite, in one unit, such as {@code priceLong / 1e9}. */
    public void add(double high, double low, double close) {
        window.add(close);
        ema12.add(close);
        ema26.add(close);
        macd.add(close, ema26);
        rsi.add(close);
        atr.add(high, low, close);
    }

    /** The values after the bars added so far, labelled as those of the given bar. */
    public IndicatorRow row(String symbol, Interval interval, long start, int revision) {
        boolean full = window.isReady();
        double mean = window.mean();
        double band = BANDS * window.deviation();
        boolean crossing = macd.isReady();
        return new IndicatorRow(
                symbol,
                interval,
                start,
                revision,
                when(full, mean),
                when(ema12.isReady(), ema12.value()),
                when(ema26.isReady(), ema26.value()),
                when(rsi.isReady(), rsi.value()),
                when(crossing, macd.value()),
                when(crossing, macd.signal()),
                when(crossing, macd.value() - macd.signal()),
                when(full, mean + band),
                when(full, mean),
                when(full, mean - band),
                when(atr.isReady(), atr.value()));
    }

    private static @Nullable Double when(boolean ready, double value) {
        return ready ? Double.valueOf(value) : null;
    }

    /** An equal state that shares nothing with this one. */
    public IndicatorState copy() {
        IndicatorState copy = new IndicatorState();
        copy.window = window.copy();
        copy.ema12 = ema12.copy();
        copy.ema26 = ema26.copy();
        copy.macd = macd.copy();
        copy.rsi = rsi.copy();
        copy.atr = atr.copy();
        return copy;
    }

    /** Writes the state, for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        window.write(out);
        ema12.write(out);
        ema26.write(out);
        macd.write(out);
        rsi.write(out);
        atr.write(out);
    }

    /** The state that {@link #write} wrote. */
    public static IndicatorState read(DataInput in) throws IOException {
        IndicatorState state = new IndicatorState();
        state.window.read(in);
        state.ema12.read(in);
        state.ema26.read(in);
        state.macd.read(in);
        state.rsi.read(in);
        state.atr.read(in);
        return state;
    }
}
