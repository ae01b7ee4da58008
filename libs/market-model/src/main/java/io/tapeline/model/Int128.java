package io.tapeline.model;

import java.math.BigInteger;

/**
 * A signed 128-bit integer, for exact sums of sizes and of price × size.
 *
 * @param high the upper 64 bits, with the sign
 * @param low the lower 64 bits, unsigned
 */
public record Int128(long high, long low) implements Comparable<Int128> {
    public static final Int128 ZERO = new Int128(0, 0);

    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    public static Int128 of(long value) {
        return new Int128(value >> 63, value);
    }

    /** The exact product of two longs. */
    public static Int128 product(long a, long b) {
        return new Int128(Math.multiplyHigh(a, b), a * b);
    }

    /**
     * The integer of a big one.
     *
     * @throws ArithmeticException if it has more than 127 bits and a sign
     */
    public static Int128 of(BigInteger value) {
        if (value.bitLength() > 127) {
            throw new ArithmeticException("does not fit 128 bits: " + value);
        }
        return new Int128(value.shiftRight(64).longValueExact(), value.longValue());
    }

    /**
     * The exact sum.
     *
     * @throws ArithmeticException if it does not fit 128 bits
     */
    public Int128 plus(Int128 other) {
        long sumLow = low + other.low;
        return new Int128(addHigh(high, other.high, low, sumLow), sumLow);
    }

    /**
     * The upper word of a 128-bit sum, for callers that keep the two words in fields of their own. The lower word of
     * the sum is the plain (wrapping) sum of the lower words.
     *
     * @param high the upper word of one summand
     * @param otherHigh the upper word of the other
     * @param low the lower word of either summand
     * @param sumLow the lower word of the sum
     * @throws ArithmeticException if the sum does not fit 128 bits
     */
    public static long addHigh(long high, long otherHigh, long low, long sumLow) {
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        long sum = high + otherHigh + carry;
        // Overflow shows in the sign: two summands of one sign cannot give a sum of the other.
        if (((high ^ sum) & (otherHigh ^ sum)) < 0) {
            throw new ArithmeticException("128-bit sum overflows");
        }
        return sum;
    }

    public BigInteger toBigInteger() {
        BigInteger unsignedLow = BigInteger.valueOf(low);
        return BigInteger.valueOf(high).shiftLeft(64).add(low < 0 ? unsignedLow.add(TWO_64) : unsignedLow);
    }

    @Override
    public int compareTo(Int128 other) {
        int byHigh = Long.compare(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
