package io.tapeline.live;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Bar;
import io.tapeline.model.Int128;
import io.tapeline.model.Interval;
import io.tapeline.stream.live.LiveUpdate;
import io.tapeline.stream.live.LiveUpdateJson;
import io.tapeline.stream.types.BarUpdate;
import java.nio.charset.StandardCharsets;

/** Records as the stream job writes them, by its own encoder. */
public final class Samples {
    /** 2013-11-25T00:00:00Z, the start of every sample's day. */
    public static final long START = 1_385_337_600_000_000_000L;

    private static final BarUpdate[] NO_BARS = {};
    private static final IndicatorRow[] NO_ROWS = {};

    private Samples() {}

    /** A record with these bars. */
    public static byte[] record(BarUpdate... bars) {
        return new LiveUpdateJson().serialize(new LiveUpdate(7, bars, NO_ROWS));
    }

    /** A record with these rows of indicators. */
    public static byte[] record(IndicatorRow... rows) {
        return new LiveUpdateJson().serialize(new LiveUpdate(7, NO_BARS, rows));
    }

    /** As text. */
    public static String text(byte[] record) {
        return new String(record, StandardCharsets.UTF_8);
    }

    /** A final bar of the interval's n-th time, whose close is {@code price} dollars. */
    public static BarUpdate finalBar(String symbol, Interval interval, int n, int price) {
        return BarUpdate.issued(bar(symbol, interval, n, price, 0, true));
    }

    /** A bar that is still open. */
    public static BarUpdate openBar(String symbol, Interval interval, int n, int price) {
        return BarUpdate.issued(bar(symbol, interval, n, price, 0, false));
    }

    /** A final bar issued again. */
    public static BarUpdate revisedBar(String symbol, Interval interval, int n, int price, int revision) {
        return BarUpdate.issued(bar(symbol, interval, n, price, revision, true));
    }

    /** A bar that is no more. */
    public static BarUpdate withdrawnBar(String symbol, Interval interval, int n, int revision) {
        return new BarUpdate(symbol, interval, START + n * interval.nanos(), revision, null);
    }

    /** Indicators at the n-th bar, of which only the mean and the RSI are known. */
    public static IndicatorRow indicators(String symbol, Interval interval, int n, double sma20) {
        return new IndicatorRow(
                symbol,
                interval,
                START + n * interval.nanos(),
                0,
                sma20,
                null,
                null,
                55.5,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Bar bar(String symbol, Interval interval, int n, int dollars, int revision, boolean isFinal) {
        long price = dollars * 1_000_000_000L;
        return new Bar(
                symbol,
                interval,
                START + n * interval.nanos(),
                price,
                price + 500_000_000L,
                price - 500_000_000L,
                price,
                Int128.of(150_000_000L),
                Int128.product(150_000_000L, price),
                3,
                revision,
                isFinal);
    }
}
