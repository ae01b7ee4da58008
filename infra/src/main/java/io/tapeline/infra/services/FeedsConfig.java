package io.tapeline.infra.services;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is pulled from exchanges.
 *
 * @param symbols of each venue, as the venue writes them
 */
public record FeedsConfig(Map<String, List<String>> symbols) {
    private static final Pattern FEED = Pattern.compile("(coinbase|kraken|binance):[A-Za-z0-9/_.-]{1,40}");

    public FeedsConfig {
        symbols = Map.copyOf(symbols);
    }

    static FeedsConfig read(Settings settings) {
        Map<String, List<String>> symbols = new TreeMap<>();
        for (String feed : Checks.listMatching(
                settings, InfraKey.FEEDS, FEED, "a venue (coinbase, kraken or binance), a colon and a symbol of it")) {
            String[] pair = feed.split(":", 2);
            symbols.computeIfAbsent(pair[0], venue -> new ArrayList<>()).add(pair[1]);
        }
        symbols.replaceAll((venue, names) -> List.copyOf(names));
        return new FeedsConfig(symbols);
    }

    /** Whether there are any. */
    public boolean isPresent() {
        return !symbols.isEmpty();
    }
}
