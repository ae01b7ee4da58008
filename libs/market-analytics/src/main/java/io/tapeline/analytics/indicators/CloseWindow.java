package io.tapeline.analytics.indicators;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The last 20 closes, their mean and population deviation, from running sums in TA-Lib's order of operations, so that
 * it agrees with TA-Lib to the last bit even where closes are nearly equal and rounding is most of what is left.
 *
 * <p>In two things it is kinder. The sums are taken anew now and then, so their rounding errors stay as small as TA-Lib's
 * after {@value #FRESH} bars. And what counts as no deviation depends on the price: TA-Lib's fixed bound of 1e-8 would
 * take most movement of currencies and cheap coins for none.
 */
final class CloseWindow {
    private static final int PERIOD = 20;
    /** Bars after which the sums are taken anew. */
    private static final int FRESH = 1 << 17;
    /** Variances below this are none in TA-Lib 0.4. */
    private static final double NO_VARIANCE = 1e-8;
    /** Variances below this part of the squared mean cannot be told from rounding errors of the sums. */
    private static final double ROUNDING = 0x1p-42;

    private double[] closes = new double[PERIOD];
    /** Closes seen, at most the period. */
    private int seen;
    /** Where the next close goes; the oldest one once the window is full. */
    private int next;

    private double sum;
    private double squares;
    /** Bars since the sums were taken. */
    private int age;

    void add(double close) {
        if (isReady()) {
            double oldest = closes[next];
            sum -= oldest;
            squares -= oldest * oldest;
        } else {
            seen++;
        }
        sum += close;
        squares += close * close;
        closes[next] = close;
        next = (next + 1) % PERIOD;
        if (++age == FRESH) {
            refresh();
        }
    }

    private void refresh() {
        age = 0;
        sum = 0;
        squares = 0;
        for (double close : closes) {
            sum += close;
            squares += close * close;
        }
    }

    boolean isReady() {
        return seen == PERIOD;
    }

    double mean() {
        return sum / PERIOD;
    }

    double deviation() {
        double meanSquared = mean() * mean();
        double variance = squares / PERIOD - meanSquared;
        return variance < Math.min(NO_VARIANCE, ROUNDING * meanSquared) ? 0 : Math.sqrt(variance);
    }

    CloseWindow copy() {
        CloseWindow copy = new CloseWindow();
        copy.closes = closes.clone();
        copy.seen = seen;
        copy.next = next;
        copy.sum = sum;
        copy.squares = squares;
        copy.age = age;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(seen);
        out.writeByte(next);
        for (int i = 0; i < seen; i++) {
            out.writeDouble(closes[i]);
        }
        out.writeDouble(sum);
        out.writeDouble(squares);
        out.writeInt(age);
    }

    CloseWindow read(DataInput in) throws IOException {
        seen = in.readByte();
        next = in.readByte();
        for (int i = 0; i < seen; i++) {
            closes[i] = in.readDouble();
        }
        sum = in.readDouble();
        squares = in.readDouble();
        age = in.readInt();
        return this;
    }
}
