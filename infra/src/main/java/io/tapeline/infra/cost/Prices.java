package io.tapeline.infra.cost;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The prices of a region on a day, in dollars, and the assumptions that go with them.
 *
 * @param file where they are from
 * @param values key to number, as text
 */
record Prices(String file, Map<String, String> values) {
    private static final String ASSUMPTION = "assumption.";

    Prices {
        values = Map.copyOf(values);
    }

    /**
     * Reads a file of prices.
     *
     * @throws PriceException if it cannot be read, or does not say when and for where it was written
     */
    static Prices read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new PriceException("cannot read the prices: " + file + ": " + unreadable);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        Prices prices = new Prices(file.toString(), values);
        prices.text("region");
        prices.written();
        return prices;
    }

    /** The region they hold for. */
    String region() {
        return text("region");
    }

    /** The day on which they were written down. */
    LocalDate written() {
        String day = text("written");
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException notADay) {
            throw new PriceException(file + ": written is not a date such as 2026-11-20: " + day);
        }
    }

    /** Dollars for one of something. */
    BigDecimal price(String key) {
        return number(key);
    }

    /** A guess that the estimate needs. */
    BigDecimal assumption(String name) {
        return number(ASSUMPTION + name);
    }

    private BigDecimal number(String key) {
        String value = text(key);
        try {
            BigDecimal number = new BigDecimal(value);
            if (number.signum() >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, as one below zero is.
        }
        throw new PriceException(file + ": " + key + " is not a number from 0: " + value);
    }

    private String text(String key) {
        String value = values.getOrDefault(key, "").trim();
        if (value.isEmpty()) {
            throw new PriceException(file + " has no " + key + ": add it, or give another file with --prices");
        }
        return value;
    }
}
