package io.tapeline.analytics.indicators;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * MACD 12/26/9 as TA_MACD has it: the fast mean is seeded with the 12 closes that end where the slow mean's first 26 do,
 * so it is not the plain 12-bar mean early on. Values come with the signal's first, at the 34th close.
 */
final class Macd {
    private static final int FAST = 12;
    private static final int SLOW = 26;
    private static final int SIGNAL = 9;

    private int skipped;
    private Ema fast = new Ema(FAST);
    private Ema signal = new Ema(SIGNAL);
    private double value;

    /** Adds a close and the slow mean, which has it already. */
    void add(double close, Ema slow) {
        if (skipped < SLOW - FAST) {
            skipped++;
            return;
        }
        fast.add(close);
        if (fast.isReady()) {
            value = fast.value() - slow.value();
            signal.add(value);
        }
    }

    boolean isReady() {
        return signal.isReady();
    }

    double value() {
        return value;
    }

    double signal() {
        return signal.value();
    }

    Macd copy() {
        Macd copy = new Macd();
        copy.skipped = skipped;
        copy.fast = fast.copy();
        copy.signal = signal.copy();
        copy.value = value;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(skipped);
        fast.write(out);
        signal.write(out);
        out.writeDouble(value);
    }

    Macd read(DataInput in) throws IOException {
        skipped = in.readByte();
        fast.read(in);
        signal.read(in);
        value = in.readDouble();
        return this;
    }
}
