package io.tapeline.analytics.indicators;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The last 20 closes, their mean and population deviation. Both are computed from the closes each time: twenty additions
 * a bar cost nothing, and unlike TA-Lib's running sums they gather no rounding error over millions of bars.
 */
final class CloseWindow {
    private static final int PERIOD = 20;

    private double[] closes = new double[PERIOD];
    /** Closes seen, at most the period. */
    private int seen;
    /** Where the next close goes; the oldest one once the window is full. */
    private int next;

    void add(double close) {
        closes[next] = close;
        next = (next + 1) % PERIOD;
        seen = Math.min(seen + 1, PERIOD);
    }

    boolean isReady() {
        return seen == PERIOD;
    }

    double mean() {
        double sum = 0;
        for (double close : closes) {
            sum += close;
        }
        return sum / PERIOD;
    }

    double deviation() {
        double mean = mean();
        double squares = 0;
        for (double close : closes) {
            squares += (close - mean) * (close - mean);
        }
        return Math.sqrt(squares / PERIOD);
    }

    CloseWindow copy() {
        CloseWindow copy = new CloseWindow();
        copy.closes = closes.clone();
        copy.seen = seen;
        copy.next = next;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(seen);
        out.writeByte(next);
        for (int i = 0; i < seen; i++) {
            out.writeDouble(closes[i]);
        }
    }

    CloseWindow read(DataInput in) throws IOException {
        seen = in.readByte();
        next = in.readByte();
        for (int i = 0; i < seen; i++) {
            closes[i] = in.readDouble();
        }
        return this;
    }
}
