package io.tapeline.analytics.indicators;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Wilder's average true range over 14 bars. The first bar has no true range, as it has no previous close. */
final class Atr {
    private static final int PERIOD = 14;

    /** Bars seen, at most one more than the period. */
    private int seen;

    private double previousClose;
    /** The mean; the sum while it is being seeded. */
    private double value;

    void add(double high, double low, double close) {
        if (seen > 0) {
            double range =
                    Math.max(high - low, Math.max(Math.abs(previousClose - high), Math.abs(previousClose - low)));
            if (seen > PERIOD) {
                value = (value * (PERIOD - 1) + range) / PERIOD;
            } else {
                value += range;
                if (seen == PERIOD) {
                    value /= PERIOD;
                }
            }
        }
        previousClose = close;
        seen = Math.min(seen + 1, PERIOD + 1);
    }

    boolean isReady() {
        return seen > PERIOD;
    }

    double value() {
        return value;
    }

    Atr copy() {
        Atr copy = new Atr();
        copy.seen = seen;
        copy.previousClose = previousClose;
        copy.value = value;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(seen);
        out.writeDouble(previousClose);
        out.writeDouble(value);
    }

    Atr read(DataInput in) throws IOException {
        seen = in.readByte();
        previousClose = in.readDouble();
        value = in.readDouble();
        return this;
    }
}
