package io.tapeline.stream.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Bar;
import io.tapeline.model.Int128;
import io.tapeline.model.Interval;
import io.tapeline.stream.types.BarUpdate;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiveUpdateJsonTest {
    /** 2013-11-25T00:01:00Z. */
    private static final long START = 1_385_337_660_000_000_000L;

    @Test
    void writesBarsWithTheLakesNamesAndExactNumbers() {
        Bar bar = new Bar(
                "BTC-USD",
                Interval.M1,
                START,
                800_010_000_000L,
                801_000_000_000L,
                799_999_999_999L,
                800_500_000_000L,
                new Int128(0, 150_000_000L),
                Int128.product(800_500_000_000L, 150_000_000L),
                3,
                1,
                true);

        assertThat(json(new LiveUpdate(7, new BarUpdate[] {BarUpdate.issued(bar)}, new IndicatorRow[0])))
                .isEqualTo("{\"bars\":[{\"symbol\":\"BTC-USD\",\"interval\":\"1m\","
                        + "\"ts_start\":\"2013-11-25T00:01:00Z\",\"ts_end\":\"2013-11-25T00:02:00Z\","
                        + "\"open\":800.01,\"high\":801,\"low\":799.999999999,\"close\":800.5,"
                        + "\"volume\":1.5,\"notional\":1200.75,\"vwap\":800.5,\"trade_count\":3,\"revision\":1,"
                        + "\"is_final\":true}],\"indicators\":[]}");
    }

    @Test
    void writesAWithdrawnBarWithoutPrices() {
        BarUpdate withdrawn = new BarUpdate("A\"B\\C\n", Interval.S1, START, 2, null);

        assertThat(json(new LiveUpdate(7, new BarUpdate[] {withdrawn}, new IndicatorRow[0])))
                .isEqualTo("{\"bars\":[{\"symbol\":\"A\\\"B\\\\C\\u000a\",\"interval\":\"1s\","
                        + "\"ts_start\":\"2013-11-25T00:01:00Z\",\"ts_end\":\"2013-11-25T00:01:01Z\","
                        + "\"open\":null,\"high\":null,\"low\":null,\"close\":null,"
                        + "\"volume\":null,\"notional\":null,\"vwap\":null,\"trade_count\":0,\"revision\":2,"
                        + "\"is_final\":true}],\"indicators\":[]}");
    }

    @Test
    void writesIndicatorsWithNullForWhatIsNotWarmedUp() {
        IndicatorRow row = new IndicatorRow(
                "X", Interval.H1, START, 0, 1.5, 2.25, null, 50.0, null, null, null, 3.0, 2.0, 1.0, 0.125);

        assertThat(json(new LiveUpdate(7, new BarUpdate[0], new IndicatorRow[] {row, row})))
                .startsWith(
                        "{\"bars\":[],\"indicators\":[{\"symbol\":\"X\",\"interval\":\"1h\","
                                + "\"ts_start\":\"2013-11-25T00:01:00Z\",\"revision\":0,\"sma_20\":1.5,\"ema_12\":2.25,"
                                + "\"ema_26\":null,\"rsi_14\":50.0,\"macd\":null,\"macd_signal\":null,\"macd_histogram\":null,"
                                + "\"bollinger_upper\":3.0,\"bollinger_middle\":2.0,\"bollinger_lower\":1.0,\"atr_14\":0.125},{");
    }

    private static String json(LiveUpdate update) {
        return new String(new LiveUpdateJson().serialize(update), StandardCharsets.UTF_8);
    }
}
