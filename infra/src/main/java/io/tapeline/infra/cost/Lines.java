package io.tapeline.infra.cost;

import io.tapeline.infra.cost.CostLine.Certainty;
import io.tapeline.infra.cost.CostLine.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Collects the lines of a component. What there is none of is left out. For one thread. */
final class Lines {
    /** What AWS calls a GB is 2^30 bytes. */
    private static final BigDecimal BYTES_PER_GB = BigDecimal.valueOf(1L << 30);

    private final String component;
    private final Prices prices;
    private final List<CostLine> lines = new ArrayList<>();

    Lines(String component, Prices prices) {
        this.component = component;
        this.prices = prices;
    }

    static BigDecimal gigabytes(BigDecimal bytes) {
        return bytes.divide(BYTES_PER_GB, MathContext.DECIMAL64);
    }

    /** Adds a line that the price of a key goes with. */
    void add(String item, BigDecimal quantity, String unit, String priceKey, Scale scale, Certainty certainty) {
        add(item, quantity, unit, prices.price(priceKey), scale, certainty);
    }

    void add(String item, BigDecimal quantity, String unit, BigDecimal price, Scale scale, Certainty certainty) {
        if (quantity.signum() > 0) {
            lines.add(new CostLine(component, item, quantity, unit, price, scale, certainty));
        }
    }

    /** Adds a line that does not go with the rate, and is known. */
    void fixed(String item, BigDecimal quantity, String unit, String priceKey) {
        add(item, quantity, unit, priceKey, Scale.FIXED, Certainty.KNOWN);
    }

    /** Adds a line that does not go with the rate, and rests on a guess. */
    void fixedGuess(String item, BigDecimal quantity, String unit, String priceKey) {
        add(item, quantity, unit, priceKey, Scale.FIXED, Certainty.GUESSED);
    }

    /** Adds a line that goes with the rate, and rests on a guess. */
    void byRateGuess(String item, BigDecimal quantity, String unit, String priceKey) {
        add(item, quantity, unit, priceKey, Scale.BY_RATE, Certainty.GUESSED);
    }

    List<CostLine> list() {
        return List.copyOf(lines);
    }
}
