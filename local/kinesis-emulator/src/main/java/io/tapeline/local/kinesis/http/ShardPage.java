package io.tapeline.local.kinesis.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapeline.local.kinesis.stream.DataStream;
import io.tapeline.local.kinesis.stream.ErrorType;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.Shard;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import java.util.Base64;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing of shards stands: what its next token says.
 *
 * @param after the shard that the page begins behind, or null
 * @param filterType the filter's type, or empty for none
 * @param filterMillis the filter's timestamp, or -1
 */
record ShardPage(
        String stream,
        long streamCreated,
        @Nullable String after,
        String filterType,
        long filterMillis,
        long issuedMillis) {
    private static final long LIFETIME_MILLIS = 300_000;

    static ShardPage first(Request request, StreamRegistry registry) {
        DataStream stream = request.stream(registry);
        @Nullable String after = request.string("ExclusiveStartShardId");
        Request filter = request.object("ShardFilter").orElse(null);
        String type = filter == null ? "" : filter.requiredString("Type");
        Long timestamp = filter == null ? null : filter.millis("Timestamp");
        if (type.endsWith("_TIMESTAMP") && timestamp == null) {
            throw KinesisException.invalidArgument("Timestamp must be specified for the shard filter " + type + ".");
        }
        if (filter != null && type.equals("AFTER_SHARD_ID")) {
            after = filter.requiredString("ShardId");
        }
        return new ShardPage(
                stream.name(), stream.createdMillis(), after, type, timestamp == null ? -1 : timestamp, registry.now());
    }

    ShardPage next(String lastShardId, long nowMillis) {
        return new ShardPage(stream, streamCreated, lastShardId, filterType, filterMillis, nowMillis);
    }

    String encode() {
        String plain = String.join(
                "|",
                stream,
                Long.toString(streamCreated),
                after == null ? "" : after,
                filterType,
                Long.toString(filterMillis),
                Long.toString(issuedMillis));
        return Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    }

    static ShardPage decode(String token, Request request, long nowMillis) {
        if (request.string("StreamName") != null || request.string("ExclusiveStartShardId") != null) {
            throw KinesisException.invalidArgument("NextToken and StreamName cannot be provided together.");
        }
        ShardPage page;
        try {
            String[] parts = new String(Base64.getDecoder().decode(token), UTF_8).split("\\|", -1);
            if (parts.length != 6) {
                throw KinesisException.invalidArgument("Invalid NextToken.");
            }
            page = new ShardPage(
                    parts[0],
                    Long.parseLong(parts[1]),
                    parts[2],
                    parts[3],
                    Long.parseLong(parts[4]),
                    Long.parseLong(parts[5]));
        } catch (IllegalArgumentException e) {
            throw KinesisException.invalidArgument("Invalid NextToken.");
        }
        if (nowMillis - page.issuedMillis() > LIFETIME_MILLIS) {
            throw new KinesisException(ErrorType.EXPIRED_NEXT_TOKEN, "The next token expired.");
        }
        return page;
    }

    Predicate<Shard> filter(DataStream of, long nowMillis) {
        long horizon = Math.max(of.createdMillis(), nowMillis - of.settings().retentionMillis());
        return switch (filterType) {
            case "", "AFTER_SHARD_ID", "FROM_TRIM_HORIZON" -> shard -> true;
            case "AT_LATEST" -> Shard::isOpen;
            case "AT_TRIM_HORIZON" -> shard -> openAt(shard, horizon);
            case "AT_TIMESTAMP" -> shard -> openAt(shard, filterMillis);
            case "FROM_TIMESTAMP" -> shard -> shard.closedMillis().orElse(Long.MAX_VALUE) > filterMillis;
            default ->
                throw KinesisException.constraint(
                        "shardFilter.type",
                        filterType,
                        "Member must satisfy enum value set: [AFTER_SHARD_ID, AT_TRIM_HORIZON, FROM_TRIM_HORIZON, "
                                + "AT_LATEST, AT_TIMESTAMP, FROM_TIMESTAMP]");
        };
    }

    private static boolean openAt(Shard shard, long millis) {
        return shard.openedMillis() <= millis && shard.closedMillis().orElse(Long.MAX_VALUE) > millis;
    }
}
