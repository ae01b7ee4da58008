package io.tapeline.analytics.indicators;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An exponential mean, seeded with the plain mean of its first {@code period} values. */
final class Ema {
    private final int period;
    private final double weight;
    private int seen;
    /** The mean; the sum while it is being seeded. */
    private double value;

    Ema(int period) {
        this.period = period;
        this.weight = 2.0 / (period + 1);
    }

    void add(double x) {
        if (seen < period) {
            value += x;
            if (++seen == period) {
                value /= period;
            }
        } else {
            // In TA-Lib's order of operations, so that differences of means agree with it to the last bit.
            value = (x - value) * weight + value;
        }
    }

    boolean isReady() {
        return seen == period;
    }

    double value() {
        return value;
    }

    Ema copy() {
        Ema copy = new Ema(period);
        copy.seen = seen;
        copy.value = value;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(seen);
        out.writeDouble(value);
    }

    Ema read(DataInput in) throws IOException {
        seen = in.readByte();
        value = in.readDouble();
        return this;
    }
}
