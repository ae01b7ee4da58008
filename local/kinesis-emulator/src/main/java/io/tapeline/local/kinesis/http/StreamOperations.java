package io.tapeline.local.kinesis.http;

import io.tapeline.local.kinesis.stream.DataStream;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.Shard;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import io.tapeline.local.kinesis.stream.StreamSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Streams as a whole: create, describe, list, set, delete. */
final class StreamOperations {
    private static final String PROVISIONED = "PROVISIONED";
    private static final int ON_DEMAND_SHARDS = 4;
    private static final int MAX_RETENTION_HOURS = 8760;
    private static final int MIN_RETENTION_HOURS = 24;
    private static final int ON_DEMAND_LIMIT = 50;

    private final StreamRegistry registry;

    StreamOperations(StreamRegistry registry) {
        this.registry = registry;
    }

    Map<String, Operation> operations() {
        return Map.ofEntries(
                Map.entry("CreateStream", this::create),
                Map.entry("DeleteStream", this::delete),
                Map.entry("DescribeStream", this::describe),
                Map.entry("DescribeStreamSummary", this::describeSummary),
                Map.entry("ListStreams", this::list),
                Map.entry("IncreaseStreamRetentionPeriod", (request, reply) -> setRetention(request, Change.INCREASE)),
                Map.entry("DecreaseStreamRetentionPeriod", (request, reply) -> setRetention(request, Change.DECREASE)),
                Map.entry("UpdateStreamMode", this::updateMode),
                Map.entry("EnableEnhancedMonitoring", (request, reply) -> setMetrics(request, reply, Change.INCREASE)),
                Map.entry("DisableEnhancedMonitoring", (request, reply) -> setMetrics(request, reply, Change.DECREASE)),
                Map.entry("DescribeLimits", this::describeLimits));
    }

    private enum Change {
        INCREASE,
        DECREASE
    }

    private void create(Request request, Reply reply) {
        String mode = mode(request, PROVISIONED);
        int shards = mode.equals(PROVISIONED)
                ? request.integer("ShardCount").orElse(1)
                : request.integer("ShardCount").orElse(ON_DEMAND_SHARDS);
        registry.create(request.requiredString("StreamName"), shards, mode, request.stringMap("Tags"));
    }

    private static String mode(Request request, String otherwise) {
        String mode = request.object("StreamModeDetails")
                .map(details -> details.requiredString("StreamMode"))
                .orElse(otherwise);
        if (!mode.equals(PROVISIONED) && !mode.equals("ON_DEMAND")) {
            throw KinesisException.constraint(
                    "streamModeDetails.streamMode",
                    mode,
                    "Member must satisfy enum value set: [PROVISIONED, ON_DEMAND]");
        }
        return mode;
    }

    private void delete(Request request, Reply reply) {
        DataStream stream = request.stream(registry);
        if (!stream.consumers().isEmpty() && !request.flag("EnforceConsumerDeletion")) {
            throw KinesisException.inUse("Stream " + stream.name()
                    + " has registered consumers. Deregister them, or set EnforceConsumerDeletion to true.");
        }
        registry.delete(stream);
    }

    private void describe(Request request, Reply reply) throws IOException {
        DataStream stream = request.stream(registry);
        int limit = request.integer("Limit", 1, 10_000, 100);
        @Nullable String after = request.string("ExclusiveStartShardId");
        List<Shard> shards = ShardOperations.after(stream.shards(), after);
        List<Shard> page = shards.subList(0, Math.min(limit, shards.size()));
        reply.object("StreamDescription", () -> {
            common(stream, reply);
            reply.objects("Shards", page, shard -> ShardOperations.describe(shard, reply));
            reply.flag("HasMoreShards", page.size() < shards.size());
        });
    }

    private void describeSummary(Request request, Reply reply) throws IOException {
        DataStream stream = request.stream(registry);
        reply.object("StreamDescriptionSummary", () -> {
            common(stream, reply);
            reply.put("OpenShardCount", stream.openShardCount());
            reply.put("ConsumerCount", stream.consumers().size());
        });
    }

    private static void common(DataStream stream, Reply reply) throws IOException {
        StreamSettings settings = stream.settings();
        identity(stream, reply);
        reply.put("RetentionPeriodHours", hours(settings.retentionMillis()));
        reply.put("EncryptionType", "NONE");
        reply.objects(
                "EnhancedMonitoring",
                List.of(settings.metrics()),
                metrics -> reply.strings("ShardLevelMetrics", metrics));
    }

    private static void identity(DataStream stream, Reply reply) throws IOException {
        reply.put("StreamName", stream.name());
        reply.put("StreamARN", stream.arn());
        reply.put("StreamStatus", "ACTIVE");
        reply.object(
                "StreamModeDetails",
                () -> reply.put("StreamMode", stream.settings().mode()));
        reply.millis("StreamCreationTimestamp", stream.createdMillis());
    }

    private static long hours(long millis) {
        return Math.max(1, Duration.ofMillis(millis).toHours());
    }

    private void list(Request request, Reply reply) throws IOException {
        int limit = request.integer("Limit", 1, 10_000, 100);
        @Nullable String token = request.string("NextToken");
        @Nullable String after = token != null ? token : request.string("ExclusiveStartStreamName");
        List<DataStream> streams = new ArrayList<>();
        for (DataStream stream : registry.streams().values()) {
            if (after == null || stream.name().compareTo(after) > 0) {
                streams.add(stream);
            }
        }
        List<DataStream> page = streams.subList(0, Math.min(limit, streams.size()));
        boolean more = page.size() < streams.size();
        reply.strings("StreamNames", page.stream().map(DataStream::name).toList());
        reply.flag("HasMoreStreams", more);
        reply.objects("StreamSummaries", page, stream -> identity(stream, reply));
        if (more) {
            reply.put("NextToken", page.get(page.size() - 1).name());
        }
    }

    private void setRetention(Request request, Change change) {
        DataStream stream = request.stream(registry);
        int hours = request.requiredInteger("RetentionPeriodHours");
        long now = hours(stream.settings().retentionMillis());
        if (hours < MIN_RETENTION_HOURS || hours > MAX_RETENTION_HOURS) {
            throw KinesisException.invalidArgument("Retention period must be between " + MIN_RETENTION_HOURS + " and "
                    + MAX_RETENTION_HOURS + " hours. Requested retention period: " + hours + " hours.");
        }
        if (change == Change.INCREASE ? hours < now : hours > now) {
            throw KinesisException.invalidArgument("Requested retention period (" + hours + " hours) for stream "
                    + stream.name() + " is on the wrong side of the existing one (" + now + " hours).");
        }
        stream.update(
                settings -> settings.withRetentionMillis(Duration.ofHours(hours).toMillis()));
    }

    private void updateMode(Request request, Reply reply) {
        DataStream stream = registry.byArn(request.requiredString("StreamARN"));
        String mode = mode(request, PROVISIONED);
        stream.update(settings -> settings.withMode(mode));
    }

    private void setMetrics(Request request, Reply reply, Change change) throws IOException {
        DataStream stream = request.stream(registry);
        List<String> named = request.strings("ShardLevelMetrics");
        List<String> before = stream.settings().metrics();
        UnaryOperator<Collection<String>> apply = metrics -> {
            TreeSet<String> next = new TreeSet<>(metrics);
            if (change == Change.INCREASE) {
                next.addAll(named);
            } else if (named.contains("ALL")) {
                next.clear();
            } else {
                named.forEach(next::remove);
            }
            return next;
        };
        stream.update(settings -> settings.withMetrics(List.copyOf(apply.apply(settings.metrics()))));
        reply.put("StreamName", stream.name());
        reply.put("StreamARN", stream.arn());
        reply.strings("CurrentShardLevelMetrics", before);
        reply.strings("DesiredShardLevelMetrics", stream.settings().metrics());
    }

    private void describeLimits(Request request, Reply reply) throws IOException {
        long onDemand = registry.streams().values().stream()
                .filter(stream -> !stream.settings().mode().equals(PROVISIONED))
                .count();
        reply.put("ShardLimit", StreamRegistry.SHARD_LIMIT);
        reply.put("OpenShardCount", registry.openShardCount());
        reply.put("OnDemandStreamCount", onDemand);
        reply.put("OnDemandStreamCountLimit", ON_DEMAND_LIMIT);
    }
}
