package io.tapeline.ingest.reference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What sort of thing an instrument is. The names, in lower case, are part of the API and of the file. */
public enum AssetClass {
    EQUITY,
    ETF,
    INDEX,
    BOND,
    FUTURE,
    OPTION,
    FX,
    CRYPTO,
    COMMODITY,
    OTHER;

    static final String NAMES = Arrays.stream(values()).map(AssetClass::label).collect(Collectors.joining(", "));

    /** The name in the API. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<AssetClass> named(String label) {
        return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
    }
}
