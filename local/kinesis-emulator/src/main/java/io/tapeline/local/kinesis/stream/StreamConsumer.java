package io.tapeline.local.kinesis.stream;

import java.util.Map;

/**
 * A registered consumer of enhanced fan-out.
 *
 * @param name unique within its stream
 * @param arn ends in the second of its creation
 * @param createdMillis since the epoch
 */
public record StreamConsumer(String name, String arn, long createdMillis, Map<String, String> tags) {
    public StreamConsumer {
        tags = Map.copyOf(tags);
    }

    StreamConsumer withTags(Map<String, String> newTags) {
        return new StreamConsumer(name, arn, createdMillis, newTags);
    }
}
