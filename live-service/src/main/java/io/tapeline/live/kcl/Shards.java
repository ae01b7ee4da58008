package io.tapeline.live.kcl;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;

/** Looks the shards of a stream up. */
final class Shards {
    private Shards() {}

    /**
     * Those that take records now.
     *
     * @throws java.util.concurrent.CompletionException if Kinesis does not say
     */
    static List<String> open(KinesisAsyncClient kinesis, String stream) {
        List<String> shards = new ArrayList<>();
        String token = null;
        do {
            ListShardsRequest.Builder request = ListShardsRequest.builder();
            if (token == null) {
                request.streamName(stream).shardFilter(filter -> filter.type(ShardFilterType.AT_LATEST));
            } else {
                request.nextToken(token);
            }
            ListShardsResponse page = kinesis.listShards(request.build()).join();
            page.shards().stream().map(Shard::shardId).forEach(shards::add);
            token = page.nextToken();
        } while (token != null);
        return shards;
    }
}
