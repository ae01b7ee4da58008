package io.tapeline.local.kinesis.stream;

import java.util.List;
import java.util.Map;

/**
 * What can be set on a stream.
 *
 * @param retentionMillis how long records are kept
 * @param mode {@code PROVISIONED} or {@code ON_DEMAND}
 * @param metrics the enhanced metrics asked for; nothing measures them
 */
public record StreamSettings(long retentionMillis, String mode, Map<String, String> tags, List<String> metrics) {
    public StreamSettings {
        tags = Map.copyOf(tags);
        metrics = List.copyOf(metrics);
    }

    /** The same with another retention. */
    public StreamSettings withRetentionMillis(long millis) {
        return new StreamSettings(millis, mode, tags, metrics);
    }

    /** The same with another capacity mode. */
    public StreamSettings withMode(String newMode) {
        return new StreamSettings(retentionMillis, newMode, tags, metrics);
    }

    /** The same with other tags. */
    public StreamSettings withTags(Map<String, String> newTags) {
        return new StreamSettings(retentionMillis, mode, newTags, metrics);
    }

    /** The same with other metrics. */
    public StreamSettings withMetrics(List<String> newMetrics) {
        return new StreamSettings(retentionMillis, mode, tags, newMetrics);
    }
}
