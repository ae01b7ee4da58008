package io.tapeline.ingest;

import io.tapeline.ingest.connect.FeedSettings;
import io.tapeline.ingest.connect.FeedType;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks the configuration of feeds. */
final class FeedChecks {
    private static final Duration SHORTEST_SILENCE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final BigDecimal MAX_SPEED = BigDecimal.valueOf(1_000_000);

    private FeedChecks() {}

    /** The settings of all feeds, by name; without meaning if there are problems. */
    static List<FeedSettings> settings(Map<String, IngestConfig.Feed> feeds, IngestSettings.Problems problems) {
        List<FeedSettings> settings = new ArrayList<>();
        new TreeMap<>(feeds).forEach((name, feed) -> settings.add(settings(name, feed, problems)));
        return settings;
    }

    private static FeedSettings settings(String name, IngestConfig.Feed feed, IngestSettings.Problems problems) {
        String key = "ingest.feeds." + name;
        problems.require(
                name.matches("[A-Za-z0-9_-]{1,40}"), key, "is not 1 to 40 letters, digits, hyphens, underscores", name);
        FeedType type = feed.type();
        List<String> symbols = feed.symbols().orElse(List.of());
        List<String> channels =
                feed.channels().orElse(type.isVenue() ? type.channels().subList(0, 1) : List.of());
        if (type.isVenue()) {
            problems.require(!symbols.isEmpty(), key + ".symbols", "is required for a venue", symbols);
            problems.between(key + ".symbols", symbols.size(), 0, 1000);
            for (String channel : channels) {
                problems.require(
                        type.channels().contains(channel),
                        key + ".channels",
                        "is not among " + type.channels(),
                        channel);
            }
            problems.require(
                    !(channels.contains("trade") && channels.contains("aggTrade")),
                    key + ".channels",
                    "names the same trades twice, under different ids",
                    channels);
        }
        @Nullable URI url = feed.url().orElse(type.url());
        @Nullable URI restUrl = feed.restUrl().orElse(type.restUrl());
        switch (type) {
            case COINBASE, KRAKEN, BINANCE -> {
                checkUrl(key + ".url", url, "wss?", problems);
                checkUrl(key + ".rest-url", restUrl, "https?", problems);
            }
            case HTTP -> checkUrl(key + ".url", url, "https?", problems);
            case FILE -> {
                String path = feed.path().map(Path::toString).orElse("");
                problems.require(!path.isEmpty(), key + ".path", "is required for a file", path);
                problems.require(
                        feed.dialect().isEmpty() || !path.matches("(?i).*\\.csv(\\.gz|\\.zst)?"),
                        key + ".dialect",
                        "is for JSON and NDJSON only",
                        path);
            }
        }
        problems.between(key + ".silence", feed.silence(), SHORTEST_SILENCE, LONGEST);
        problems.positive(key + ".backoff-min", feed.backoffMin());
        problems.between(key + ".backoff-max", feed.backoffMax(), feed.backoffMin(), LONGEST);
        problems.between(key + ".max-backfill", feed.maxBackfill(), 1, 1_000_000);
        problems.between(key + ".interval", feed.interval(), Duration.ofMillis(10), LONGEST);
        @Nullable Path path = feed.path().orElse(null);
        return new FeedSettings(
                name,
                type,
                url,
                restUrl,
                path,
                symbols,
                channels,
                feed.kind().orElse(null),
                feed.dialect().orElse(null),
                feed.tsUnit(),
                feed.silence(),
                feed.backoffMin(),
                feed.backoffMax(),
                feed.backfill(),
                feed.maxBackfill(),
                feed.interval(),
                speed(key + ".speed", feed.speed(), problems));
    }

    private static void checkUrl(String key, @Nullable URI url, String scheme, IngestSettings.Problems problems) {
        boolean right = url != null
                && url.getHost() != null
                && url.getScheme() != null
                && url.getScheme().matches(scheme);
        problems.require(
                right, key, "is not an absolute address of " + scheme.replace("?", "(s)"), url == null ? "" : url);
    }

    /** Such as 10x, 0.5x; 0 for max. */
    private static double speed(String key, String speed, IngestSettings.Problems problems) {
        if (speed.equals("max")) {
            return 0;
        }
        String number = speed.endsWith("x") ? speed.substring(0, speed.length() - 1) : "";
        if (!number.matches("[0-9]{1,7}(\\.[0-9]{1,6})?")
                || new BigDecimal(number).signum() == 0
                || new BigDecimal(number).compareTo(MAX_SPEED) > 0) {
            problems.add(key, "is neither max nor a number above 0 and at most 1000000 followed by x", speed);
            return 0;
        }
        return Double.parseDouble(number);
    }
}
