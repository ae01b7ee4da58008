package io.tapeline.analytics.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The indicators of a whole series by TA-Lib, the oracle: one array per indicator, null where it gives no value. */
final class TaLib {
    private final Core core = new Core();
    private final double[] high;
    private final double[] low;
    private final double[] close;
    private final MInteger begin = new MInteger();
    private final MInteger count = new MInteger();

    TaLib(double[] high, double[] low, double[] close) {
        this.high = high;
        this.low = low;
        this.close = close;
    }

    /** In the order of {@link IndicatorRow}'s components, from {@code sma20} on. */
    List<@Nullable Double[]> all() {
        int last = close.length - 1;
        List<@Nullable Double[]> all = new ArrayList<>();
        double[] sma = new double[close.length];
        add(all, core.sma(0, last, close, 20, begin, count, sma), sma);
        double[] ema12 = new double[close.length];
        add(all, core.ema(0, last, close, 12, begin, count, ema12), ema12);
        double[] ema26 = new double[close.length];
        add(all, core.ema(0, last, close, 26, begin, count, ema26), ema26);
        double[] rsi = new double[close.length];
        add(all, core.rsi(0, last, close, 14, begin, count, rsi), rsi);
        double[] macd = new double[close.length];
        double[] signal = new double[close.length];
        double[] histogram = new double[close.length];
        add(all, core.macd(0, last, close, 12, 26, 9, begin, count, macd, signal, histogram), macd, signal, histogram);
        double[] upper = new double[close.length];
        double[] middle = new double[close.length];
        double[] lower = new double[close.length];
        add(
                all,
                core.bbands(0, last, close, 20, 2, 2, MAType.Sma, begin, count, upper, middle, lower),
                upper,
                middle,
                lower);
        double[] atr = new double[close.length];
        add(all, core.atr(0, last, high, low, close, 14, begin, count, atr), atr);
        return all;
    }

    private void add(List<@Nullable Double[]> all, RetCode code, double[]... outputs) {
        assertThat(code).isEqualTo(RetCode.Success);
        for (double[] output : outputs) {
            @Nullable Double[] values = new Double[close.length];
            Arrays.setAll(
                    values, i -> i < begin.value || i >= begin.value + count.value ? null : output[i - begin.value]);
            all.add(values);
        }
    }
}
