package io.tapeline.local.kinesis.http;

import io.tapeline.local.kinesis.stream.DataStream;
import io.tapeline.local.kinesis.stream.ErrorType;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.Shard;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shards: list them, split, merge, change their number. */
final class ShardOperations {
    private final StreamRegistry registry;

    ShardOperations(StreamRegistry registry) {
        this.registry = registry;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListShards", this::list,
                "SplitShard", this::split,
                "MergeShards", this::merge,
                "UpdateShardCount", this::updateCount);
    }

    private void list(Request request, Reply reply) throws IOException {
        int limit = request.integer("MaxResults", 1, 10_000, 1000);
        @Nullable String token = request.string("NextToken");
        ShardPage page =
                token == null ? ShardPage.first(request, registry) : ShardPage.decode(token, request, registry.now());
        DataStream stream = registry.byName(page.stream());
        if (token != null && stream.createdMillis() != page.streamCreated()) {
            throw KinesisException.invalidArgument("Invalid NextToken.");
        }
        List<Shard> matching = after(stream.shards(), page.after()).stream()
                .filter(page.filter(stream, registry.now()))
                .toList();
        List<Shard> shards = matching.subList(0, Math.min(limit, matching.size()));
        reply.objects("Shards", shards, shard -> describe(shard, reply));
        if (shards.size() < matching.size()) {
            reply.put(
                    "NextToken",
                    page.next(shards.get(shards.size() - 1).id(), registry.now())
                            .encode());
        }
    }

    private void split(Request request, Reply reply) {
        DataStream stream = request.stream(registry);
        registry.checkShardLimit(1);
        stream.split(
                request.requiredString("ShardToSplit"), request.requiredString("NewStartingHashKey"), registry.now());
    }

    private void merge(Request request, Reply reply) {
        request.stream(registry)
                .merge(
                        request.requiredString("ShardToMerge"),
                        request.requiredString("AdjacentShardToMerge"),
                        registry.now());
    }

    private void updateCount(Request request, Reply reply) throws IOException {
        DataStream stream = request.stream(registry);
        int target = request.requiredInteger("TargetShardCount");
        String scaling = request.requiredString("ScalingType");
        if (!scaling.equals("UNIFORM_SCALING")) {
            throw KinesisException.constraint(
                    "scalingType", scaling, "Member must satisfy enum value set: [UNIFORM_SCALING]");
        }
        if (target < 1) {
            throw KinesisException.constraint(
                    "targetShardCount", Integer.toString(target), "Member must have value greater than or equal to 1");
        }
        int current = stream.openShardCount();
        if (registry.limits() && (target > 2 * current || 2 * target < current)) {
            throw new KinesisException(
                    target > current ? ErrorType.LIMIT_EXCEEDED : ErrorType.INVALID_ARGUMENT,
                    "UpdateShardCount cannot scale beyond double or below half of the current open shard count. "
                            + "Current open shard count: " + current + ", target shard count: " + target);
        }
        registry.checkShardLimit(target - current);
        stream.updateShardCount(target, registry.now());
        reply.put("StreamName", stream.name());
        reply.put("StreamARN", stream.arn());
        reply.put("CurrentShardCount", current);
        reply.put("TargetShardCount", target);
    }

    /** The shards behind the one with this id, which need not exist. */
    static List<Shard> after(Collection<Shard> shards, @Nullable String exclusiveStart) {
        List<Shard> rest = new ArrayList<>();
        for (Shard shard : shards) {
            if (exclusiveStart == null || shard.id().compareTo(exclusiveStart) > 0) {
                rest.add(shard);
            }
        }
        return rest;
    }

    static void describe(Shard shard, Reply reply) throws IOException {
        reply.put("ShardId", shard.id());
        reply.put("ParentShardId", shard.parent());
        reply.put("AdjacentParentShardId", shard.adjacentParent());
        range(shard, reply);
        reply.object("SequenceNumberRange", () -> {
            reply.put("StartingSequenceNumber", shard.startingSequenceNumber());
            reply.put("EndingSequenceNumber", shard.endingSequenceNumber());
        });
    }

    private static void range(Shard shard, Reply reply) throws IOException {
        reply.object("HashKeyRange", () -> {
            reply.put("StartingHashKey", shard.range().start().toString());
            reply.put("EndingHashKey", shard.range().end().toString());
        });
    }

    /** The shards that take over from one that a reader has come to the end of. */
    static void children(DataStream stream, Shard ended, Reply reply) throws IOException {
        reply.objects("ChildShards", stream.children(ended), child -> {
            List<String> parents = new ArrayList<>();
            child.parent().ifPresent(parents::add);
            child.adjacentParent().ifPresent(parents::add);
            reply.put("ShardId", child.id());
            reply.strings("ParentShards", parents);
            range(child, reply);
        });
    }
}
