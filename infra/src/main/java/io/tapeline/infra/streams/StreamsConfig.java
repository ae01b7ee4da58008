package io.tapeline.infra.streams;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The two streams.
 *
 * @param marketDataShards shards when provisioned; so liveShards
 * @param retentionHours hours that records are kept
 * @param marketDataConsumers names of fan-out consumers; so liveConsumers
 * @param iteratorAgeSeconds what readers may be behind
 * @param capacityPercent what may be used of a provisioned stream
 */
public record StreamsConfig(
        String marketData,
        String live,
        Mode mode,
        int marketDataShards,
        int liveShards,
        int retentionHours,
        List<String> marketDataConsumers,
        List<String> liveConsumers,
        boolean shardMetrics,
        int iteratorAgeSeconds,
        int capacityPercent) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final int MOST_SHARDS = 500;
    /** What a stream takes. */
    private static final int MOST_CONSUMERS = 20;

    /** How a stream's capacity is set. */
    public enum Mode {
        ON_DEMAND,
        PROVISIONED
    }

    public static StreamsConfig read(Settings settings) {
        StreamsConfig config = new StreamsConfig(
                Checks.matching(settings, InfraKey.MARKET_DATA_STREAM, NAME, "the name of a stream")
                        .orElse(""),
                Checks.matching(settings, InfraKey.LIVE_STREAM, NAME, "the name of a stream")
                        .orElse(""),
                settings.choice(InfraKey.STREAM_MODE, Mode.class),
                settings.integer(InfraKey.MARKET_DATA_SHARDS, 1, MOST_SHARDS),
                settings.integer(InfraKey.LIVE_SHARDS, 1, MOST_SHARDS),
                settings.integer(InfraKey.STREAM_RETENTION, 24, 8760),
                consumers(settings, InfraKey.MARKET_DATA_CONSUMERS),
                consumers(settings, InfraKey.LIVE_CONSUMERS),
                settings.flag(InfraKey.SHARD_METRICS),
                settings.integer(InfraKey.ITERATOR_AGE_ALARM, 1, 86_400),
                settings.integer(InfraKey.STREAM_CAPACITY_ALARM, 1, 100));
        if (config.marketData.equals(config.live)) {
            settings.problem(InfraKey.LIVE_STREAM, "is market_data_stream too: " + config.live);
        }
        return config;
    }

    private static List<String> consumers(Settings settings, InfraKey key) {
        List<String> names = Checks.listMatching(settings, key, NAME, "the name of a consumer");
        if (names.size() > MOST_CONSUMERS || names.stream().distinct().count() < names.size()) {
            settings.problem(key, "needs different names, at most " + MOST_CONSUMERS + ": " + names);
        }
        return names;
    }
}
