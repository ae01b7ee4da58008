package io.tapeline.ingest;

import io.tapeline.model.Slice;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.DecodedBatch;
import io.tapeline.wire.WireException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads what a stream holds, as a consumer of it does. */
final class StoredTrades implements AutoCloseable {
    private final KinesisAsyncClient client;
    private final String stream;

    StoredTrades(URI endpoint, String stream) {
        this.stream = stream;
        this.client = KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("tapeline", "tapeline")))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .build();
    }

    void create(int shards) {
        client.createStream(request -> request.streamName(stream).shardCount(shards))
                .join();
    }

    void reshard(int shards) {
        client.updateShardCount(request ->
                        request.streamName(stream).targetShardCount(shards).scalingType(ScalingType.UNIFORM_SCALING))
                .join();
    }

    int openShards() {
        return (int) shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .count();
    }

    private List<Shard> shards() {
        return client.listShards(request -> request.streamName(stream)).join().shards();
    }

    /** The trade ids of each symbol: parents before children, batches published twice taken once. */
    Map<String, List<Long>> idsBySymbol() {
        Map<String, List<Long>> ids = new TreeMap<>();
        Set<Long> batches = new HashSet<>();
        List<Shard> shards = new ArrayList<>(shards());
        Set<String> read = new HashSet<>();
        while (!shards.isEmpty()) {
            for (Shard shard : List.copyOf(shards)) {
                boolean parentsRead = (shard.parentShardId() == null || read.contains(shard.parentShardId()))
                        && (shard.adjacentParentShardId() == null || read.contains(shard.adjacentParentShardId()));
                if (parentsRead) {
                    read(shard, batches, ids);
                    read.add(shard.shardId());
                    shards.remove(shard);
                }
            }
        }
        return ids;
    }

    private void read(Shard shard, Set<Long> batches, Map<String, List<Long>> ids) {
        String iterator = client.getShardIterator(request -> request.streamName(stream)
                        .shardId(shard.shardId())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .join()
                .shardIterator();
        while (iterator != null) {
            String position = iterator;
            GetRecordsResponse response = client.getRecords(request -> request.shardIterator(position))
                    .join();
            for (Record record : response.records()) {
                add(record.data().asByteArray(), batches, ids);
            }
            boolean atEnd = response.records().isEmpty() && response.millisBehindLatest() == 0;
            iterator = atEnd ? null : response.nextShardIterator();
        }
    }

    private static void add(byte[] record, Set<Long> batches, Map<String, List<Long>> ids) {
        DecodedBatch batch;
        try {
            batch = new BatchDecoder().decode(record);
        } catch (WireException e) {
            throw new AssertionError(e);
        }
        if (batches.add(batch.header().batchId())) {
            for (Slice slice : batch.slices()) {
                for (int row = 0; row < slice.trades().count(); row++) {
                    ids.computeIfAbsent(
                                    slice.trades().symbols()[slice.trades().symbolIndex(row)],
                                    unused -> new ArrayList<>())
                            .add(Long.parseLong(slice.trades().tradeId(row)));
                }
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
