package io.tapeline.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** One stream through the synchronous client, in the few words that tests need. */
record TestStream(KinesisClient client, String name) {
    static PutRecordsRequestEntry entry(String partitionKey, String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(partitionKey)
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }

    /** An entry that the first shard gets, whatever the number of shards. */
    static PutRecordsRequestEntry toFirstShard(byte[] data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("k")
                .explicitHashKey("0")
                .data(SdkBytes.fromByteArray(data))
                .build();
    }

    PutRecordsResponse put(List<PutRecordsRequestEntry> entries) {
        return client.putRecords(b -> b.streamName(name).records(entries));
    }

    /** Puts records whose partition keys and data are the given strings; returns their sequence numbers. */
    List<String> put(String... values) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (String value : values) {
            entries.add(entry(value, value));
        }
        PutRecordsResponse response = put(entries);
        if (response.failedRecordCount() != 0) {
            throw new AssertionError(response);
        }
        return response.records().stream().map(r -> r.sequenceNumber()).toList();
    }

    List<Shard> shards() {
        return client.listShards(b -> b.streamName(name)).shards();
    }

    List<String> openShardIds() {
        return shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .map(Shard::shardId)
                .toList();
    }

    String iterator(String shardId, ShardIteratorType type, @Nullable String sequenceNumber) {
        return client.getShardIterator(b -> b.streamName(name)
                        .shardId(shardId)
                        .shardIteratorType(type)
                        .startingSequenceNumber(sequenceNumber))
                .shardIterator();
    }

    GetRecordsResponse get(String iterator) {
        return client.getRecords(b -> b.shardIterator(iterator));
    }

    /** What a shard holds now, read to its present end. */
    List<Record> read(String shardId) {
        return readFrom(iterator(shardId, ShardIteratorType.TRIM_HORIZON, null));
    }

    List<Record> readFrom(String iterator) {
        List<Record> records = new ArrayList<>();
        @Nullable String next = iterator;
        while (next != null) {
            GetRecordsResponse response = get(next);
            records.addAll(response.records());
            next = response.millisBehindLatest() == 0 ? null : response.nextShardIterator();
        }
        return records;
    }

    /** The data of all shards, oldest shard first. */
    List<String> readAll() {
        return shards().stream()
                .flatMap(shard -> read(shard.shardId()).stream())
                .map(TestStream::text)
                .toList();
    }

    static String text(Record record) {
        return record.data().asString(UTF_8);
    }
}
