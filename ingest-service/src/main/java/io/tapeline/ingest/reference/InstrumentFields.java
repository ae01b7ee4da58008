package io.tapeline.ingest.reference;

import java.math.BigDecimal;
import java.util.List;

/** Values as every format has them. */
final class InstrumentFields {
    /** Longer than any number that is meant; what is longer would cost time to read. */
    private static final int LONGEST_NUMBER = 40;

    private InstrumentFields() {}

    static Instrument instrument(
            String symbol,
            List<String> venues,
            String assetClass,
            BigDecimal tickSize,
            String currency,
            String calendar) {
        AssetClass known = AssetClass.named(assetClass)
                .orElseThrow(() ->
                        new IllegalArgumentException("asset_class is none of " + AssetClass.NAMES + ": " + assetClass));
        return new Instrument(symbol, venues, known, tickSize, currency, calendar);
    }

    static BigDecimal decimal(String field, String text) {
        if (text.length() <= LONGEST_NUMBER) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException notOne) {
                // Told below, with the field.
            }
        }
        throw new IllegalArgumentException(field + " is not a number: " + text);
    }
}
