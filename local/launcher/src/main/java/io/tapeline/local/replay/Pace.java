package io.tapeline.local.replay;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast to replay at most; of two bounds the slower one counts.
 *
 * @param speed how many times as fast as the events' own clock; infinite for no bound
 * @param rate trades a second; infinite for no bound
 */
public record Pace(double speed, double rate) {
    private static final Pattern SPEED = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)[xX]?");
    private static final Pattern RATE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([kKmM]?)");
    private static final double NONE = Double.POSITIVE_INFINITY;
    /** Beyond it a number is a slip of the finger; below its inverse, too. */
    private static final BigDecimal LIMIT = new BigDecimal("1e12");

    public Pace {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed is not positive: " + speed);
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate is not positive: " + rate);
        }
    }

    /** As fast as it goes. */
    public static Pace unbounded() {
        return new Pace(NONE, NONE);
    }

    /** This rate, and another speed. */
    public Pace withSpeed(double value) {
        return new Pace(value, rate);
    }

    /** This speed, and another rate. */
    public Pace withRate(double value) {
        return new Pace(speed, value);
    }

    /** Whether the events' own clock counts. */
    public boolean hasSpeed() {
        return speed != NONE;
    }

    /** Whether the number of trades counts. */
    public boolean hasRate() {
        return rate != NONE;
    }

    /**
     * Reads {@code 10}, {@code 10x}, {@code 0.5x} or {@code max}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static double parseSpeed(String text) {
        if (text.toLowerCase(Locale.ROOT).equals("max")) {
            return NONE;
        }
        Matcher matcher = SPEED.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no speed such as 10x, 0.5x or max");
        }
        return bounded(new BigDecimal(matcher.group(1)), text);
    }

    /**
     * Reads {@code 500}, {@code 20k} or {@code 1.5M} trades a second.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static double parseRate(String text) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no rate such as 500, 20k or 1.5M");
        }
        int zeros = switch (matcher.group(2)) {
            case "k", "K" -> 3;
            case "m", "M" -> 6;
            default -> 0;
        };
        return bounded(new BigDecimal(matcher.group(1)).scaleByPowerOfTen(zeros), text);
    }

    private static double bounded(BigDecimal value, String text) {
        if (value.compareTo(LIMIT) > 0 || value.multiply(LIMIT).compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("'" + text + "' is not between 1e-12 and 1e12");
        }
        return value.doubleValue();
    }
}
