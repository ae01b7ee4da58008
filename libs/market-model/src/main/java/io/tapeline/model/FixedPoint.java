package io.tapeline.model;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Prices and sizes as fixed-point longs: prices in units of 1e-9, sizes in units of 1e-8. Text is parsed exactly, never
 * through a {@code double}: what does not fit is refused, not rounded.
 */
public final class FixedPoint {
    /** Decimal places of a price. */
    public static final int PRICE_SCALE = 9;
    /** Decimal places of a size. */
    public static final int SIZE_SCALE = 8;

    /** {@link #parse} found something that is not a decimal number (RFC 8259, with an optional leading sign or zeros). */
    public static final long NOT_A_NUMBER = -1;
    /** {@link #parse} found a number below zero. */
    public static final long NEGATIVE = -2;
    /** {@link #parse} found more decimal places than the scale holds. */
    public static final long TOO_PRECISE = -3;
    /** {@link #parse} found a number that does not fit a long at the scale. */
    public static final long TOO_LARGE = -4;

    private static final int MAX_EXPONENT = 99_999;

    private FixedPoint() {}

    /**
     * Parses a non-negative decimal, such as {@code 800.01}, {@code 1e-7} or {@code 12}.
     *
     * @param text ASCII
     * @param from the first byte
     * @param to the byte after the last
     * @param scale decimal places of the result
     * @return the number times 10^scale, or one of {@link #NOT_A_NUMBER}, {@link #NEGATIVE}, {@link #TOO_PRECISE},
     *     {@link #TOO_LARGE}
     */
    public static long parse(byte[] text, int from, int to, int scale) {
        int i = from;
        boolean negative = false;
        if (i < to && (text[i] == '-' || text[i] == '+')) {
            negative = text[i] == '-';
            i++;
        }
        long digits = 0;
        int digitCount = 0;
        int places = 0;
        int pendingZeros = 0;
        boolean point = false;
        boolean overflow = false;
        for (; i < to; i++) {
            int c = text[i];
            if (c == '.' && !point) {
                point = true;
                continue;
            }
            int digit = c - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            digitCount++;
            if (point) {
                places++;
            }
            // Trailing zeros are held back, so that 0.10000000000000000000 fits.
            if (digit == 0) {
                pendingZeros++;
                continue;
            }
            if (digits != 0) {
                for (; pendingZeros > 0 && !overflow; pendingZeros--) {
                    overflow = digits > Long.MAX_VALUE / 10;
                    digits *= 10;
                }
            }
            pendingZeros = 0;
            overflow |= digits > (Long.MAX_VALUE - digit) / 10;
            digits = digits * 10 + digit;
        }
        if (digitCount == 0) {
            return NOT_A_NUMBER;
        }
        long exponent = 0;
        if (i < to && (text[i] == 'e' || text[i] == 'E')) {
            i++;
            boolean negativeExponent = false;
            if (i < to && (text[i] == '-' || text[i] == '+')) {
                negativeExponent = text[i] == '-';
                i++;
            }
            int exponentStart = i;
            for (; i < to && text[i] >= '0' && text[i] <= '9'; i++) {
                exponent = Math.min(exponent * 10 + (text[i] - '0'), MAX_EXPONENT);
            }
            if (i == exponentStart) {
                return NOT_A_NUMBER;
            }
            exponent = negativeExponent ? -exponent : exponent;
        }
        if (i != to) {
            return NOT_A_NUMBER;
        }
        if (digits == 0 && !overflow) {
            return 0;
        }
        if (negative) {
            return NEGATIVE;
        }
        // value = digits × 10^(pendingZeros - places + exponent)
        long shift = scale + exponent + pendingZeros - places;
        if (overflow) {
            return shift < 0 ? TOO_PRECISE : TOO_LARGE;
        }
        return shifted(digits, shift);
    }

    private static long shifted(long digits, long shift) {
        long value = digits;
        for (long s = shift; s < 0; s++) {
            if (value % 10 != 0) {
                return TOO_PRECISE;
            }
            value /= 10;
        }
        for (long s = shift; s > 0; s--) {
            if (value > Long.MAX_VALUE / 10) {
                return TOO_LARGE;
            }
            value *= 10;
        }
        return value;
    }

    /**
     * The price of a decimal text, in units of 1e-9.
     *
     * @throws IllegalArgumentException if it is not a number, negative, or does not fit
     */
    public static long price(String text) {
        return parsed(text, PRICE_SCALE, "price");
    }

    /**
     * The size of a decimal text, in units of 1e-8.
     *
     * @throws IllegalArgumentException if it is not a number, negative, or does not fit
     */
    public static long size(String text) {
        return parsed(text, SIZE_SCALE, "size");
    }

    /** A price as a decimal, with nine places. */
    public static BigDecimal priceDecimal(long price) {
        return BigDecimal.valueOf(price, PRICE_SCALE);
    }

    /** A size as a decimal, with eight places. */
    public static BigDecimal sizeDecimal(long size) {
        return BigDecimal.valueOf(size, SIZE_SCALE);
    }

    private static long parsed(String text, int scale, String what) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long value = parse(bytes, 0, bytes.length, scale);
        if (value < 0) {
            throw new IllegalArgumentException(what + " " + problem(value, scale) + ": " + text);
        }
        return value;
    }

    /** What is wrong, in words, for a negative result of {@link #parse}. */
    public static String problem(long result, int scale) {
        if (result == NOT_A_NUMBER) {
            return "is not a number";
        } else if (result == NEGATIVE) {
            return "is negative";
        } else if (result == TOO_PRECISE) {
            return "has more than " + scale + " decimal places";
        } else if (result == TOO_LARGE) {
            return "is above " + BigDecimal.valueOf(Long.MAX_VALUE, scale).toPlainString();
        }
        throw new IllegalArgumentException("not a problem: " + result);
    }
}
