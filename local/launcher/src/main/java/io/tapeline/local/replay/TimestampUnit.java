package io.tapeline.local.replay;

import java.math.BigDecimal;

/** What a number in a column of times counts since 1970. */
public enum TimestampUnit {
    S("s", 9),
    MS("ms", 6),
    US("us", 3),
    NS("ns", 0);

    private final String code;
    private final int zeros;

    TimestampUnit(String code, int zeros) {
        this.code = code;
        this.zeros = zeros;
    }

    /** As the command line takes it. */
    public String code() {
        return code;
    }

    /**
     * A time in nanoseconds.
     *
     * @throws ArithmeticException if it has a fraction of a nanosecond or does not fit 64 bits
     */
    long nanos(BigDecimal time) {
        return time.scaleByPowerOfTen(zeros).longValueExact();
    }

    /** The unit in which {@code time} lies between the years 1973 and 5138; those ranges do not overlap. */
    static TimestampUnit guess(BigDecimal time) {
        int digits = time.precision() - time.scale();
        if (digits <= 11) {
            return S;
        }
        if (digits <= 14) {
            return MS;
        }
        return digits <= 17 ? US : NS;
    }

    /**
     * The unit of a code.
     *
     * @throws IllegalArgumentException if there is none of that code
     */
    public static TimestampUnit ofCode(String code) {
        for (TimestampUnit unit : values()) {
            if (unit.code.equals(code)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("no such unit of time: " + code);
    }

    @Override
    public String toString() {
        return code;
    }
}
