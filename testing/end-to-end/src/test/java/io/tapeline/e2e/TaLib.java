package io.tapeline.e2e;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Indicators of a series by TA-Lib, under the names of the lake's columns; NaN where TA-Lib gives nothing. */
final class TaLib {
    private static final Core CORE = new Core();

    private TaLib() {}

    static Map<String, double[]> indicators(double[] high, double[] low, double[] close) {
        int last = close.length - 1;
        Map<String, double[]> all = new LinkedHashMap<>();
        all.put("sma_20", one((from, count, out) -> CORE.sma(0, last, close, 20, from, count, out), close.length));
        all.put("ema_12", one((from, count, out) -> CORE.ema(0, last, close, 12, from, count, out), close.length));
        all.put("ema_26", one((from, count, out) -> CORE.ema(0, last, close, 26, from, count, out), close.length));
        all.put("rsi_14", one((from, count, out) -> CORE.rsi(0, last, close, 14, from, count, out), close.length));
        all.put(
                "atr_14",
                one((from, count, out) -> CORE.atr(0, last, high, low, close, 14, from, count, out), close.length));
        MInteger from = new MInteger();
        MInteger count = new MInteger();
        double[] a = new double[close.length];
        double[] b = new double[close.length];
        double[] c = new double[close.length];
        check(CORE.macd(0, last, close, 12, 26, 9, from, count, a, b, c));
        // TA-Lib starts all three where the signal starts; the line alone is defined earlier.
        all.put("macd", shifted(a, from, count));
        all.put("macd_signal", shifted(b, from, count));
        all.put("macd_histogram", shifted(c, from, count));
        check(CORE.bbands(0, last, close, 20, 2, 2, MAType.Sma, from, count, a, b, c));
        all.put("bollinger_upper", shifted(a, from, count));
        all.put("bollinger_middle", shifted(b, from, count));
        all.put("bollinger_lower", shifted(c, from, count));
        return all;
    }

    private interface Call {
        RetCode run(MInteger from, MInteger count, double[] out);
    }

    private static double[] one(Call call, int length) {
        MInteger from = new MInteger();
        MInteger count = new MInteger();
        double[] out = new double[length];
        check(call.run(from, count, out));
        return shifted(out, from, count);
    }

    private static void check(RetCode code) {
        if (code != RetCode.Success) {
            throw new AssertionError("TA-Lib says " + code);
        }
    }

    private static double[] shifted(double[] out, MInteger from, MInteger count) {
        double[] result = new double[out.length];
        Arrays.fill(result, Double.NaN);
        System.arraycopy(out, 0, result, from.value, count.value);
        return result;
    }
}
