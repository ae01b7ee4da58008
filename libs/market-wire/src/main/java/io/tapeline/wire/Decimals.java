package io.tapeline.wire;

/** Powers of ten that divide what is on the wire. */
final class Decimals {
    static final int MAX_EXPONENT = 18;
    private static final long[] POWERS = new long[MAX_EXPONENT + 1];

    static {
        long power = 1;
        for (int i = 0; i <= MAX_EXPONENT; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private Decimals() {}

    static long power(int exponent) {
        return POWERS[exponent];
    }

    /** The largest exponent, at most {@code exponent}, whose power divides the value. */
    static int reduce(int exponent, long value) {
        while (exponent > 0 && value % POWERS[exponent] != 0) {
            exponent--;
        }
        return exponent;
    }
}
