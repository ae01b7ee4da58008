package io.tapeline.infra.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One line of an estimate.
 *
 * @param component such as {@code EMR}
 * @param item what of it
 * @param quantity how many units a month
 * @param unit what is counted
 * @param price dollars a unit
 * @param scale whether it goes with the rate of trades
 * @param certainty whether the quantity rests on a guess
 */
record CostLine(
        String component,
        String item,
        BigDecimal quantity,
        String unit,
        BigDecimal price,
        Scale scale,
        Certainty certainty) {
    /** How a line goes with the rate of trades. */
    enum Scale {
        /** Not at all. */
        FIXED,
        /** Twice the rate, twice the quantity. */
        BY_RATE,
        /** By the rate, but rounded up, or up to a bound. */
        IN_STEPS
    }

    /** What a quantity rests on. */
    enum Certainty {
        /** The profile, the rate and what has been measured. */
        KNOWN,
        /** An assumption of the price file too. */
        GUESSED
    }

    /** Dollars a month, to the cent. */
    BigDecimal dollars() {
        return quantity.multiply(price).setScale(2, RoundingMode.HALF_UP);
    }
}
