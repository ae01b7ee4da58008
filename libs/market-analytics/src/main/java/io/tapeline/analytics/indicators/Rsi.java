package io.tapeline.analytics.indicators;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Wilder's relative strength index over 14 changes. */
final class Rsi {
    private static final int PERIOD = 14;
    /** Means below this count as no movement, as in later TA-Libs than 0.4, which has 1e-8; Wilder's means never fall to zero by themselves. */
    private static final double NOTHING = 1e-14;

    /** Closes seen, at most one more than the period. */
    private int seen;

    private double previous;
    /** The mean rise; the sum while it is being seeded. */
    private double gain;
    /** The mean fall; the sum while it is being seeded. */
    private double loss;

    void add(double close) {
        if (seen > 0) {
            change(close - previous);
        }
        previous = close;
        seen = Math.min(seen + 1, PERIOD + 1);
    }

    private void change(double change) {
        boolean seeded = seen > PERIOD;
        if (seeded) {
            loss *= PERIOD - 1;
            gain *= PERIOD - 1;
        }
        if (change < 0) {
            loss -= change;
        } else {
            gain += change;
        }
        if (seeded || seen == PERIOD) {
            loss /= PERIOD;
            gain /= PERIOD;
        }
    }

    boolean isReady() {
        return seen > PERIOD;
    }

    double value() {
        double movement = gain + loss;
        return movement < NOTHING ? 0 : 100 * (gain / movement);
    }

    Rsi copy() {
        Rsi copy = new Rsi();
        copy.seen = seen;
        copy.previous = previous;
        copy.gain = gain;
        copy.loss = loss;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(seen);
        out.writeDouble(previous);
        out.writeDouble(gain);
        out.writeDouble(loss);
    }

    Rsi read(DataInput in) throws IOException {
        seen = in.readByte();
        previous = in.readDouble();
        gain = in.readDouble();
        loss = in.readDouble();
        return this;
    }
}
