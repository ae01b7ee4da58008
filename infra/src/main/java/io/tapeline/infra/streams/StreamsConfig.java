package io.tapeline.infra.streams;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.regex.Pattern;

/**
 * The two streams.
 *
 * @param marketDataShards shards when provisioned; so liveShards
 * @param retentionHours hours that records are kept
 */
public record StreamsConfig(
        String marketData, String live, Mode mode, int marketDataShards, int liveShards, int retentionHours) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final int MOST_SHARDS = 500;

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
                settings.integer(InfraKey.STREAM_RETENTION, 24, 8760));
        if (config.marketData.equals(config.live)) {
            settings.problem(InfraKey.LIVE_STREAM, "is market_data_stream too: " + config.live);
        }
        return config;
    }
}
