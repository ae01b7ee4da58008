package io.tapeline.stream.pipeline;

import io.tapeline.model.Buckets;
import io.tapeline.model.Quote;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.SdkBytes;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.http.apache.ApacheHttpClient;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.regions.Region;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.KinesisClient;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.StreamStatus;
import org.awaitility.Awaitility;

/** What the ingest service does, in little: batches of a few ranges of buckets onto the stream. */
final class Publisher implements AutoCloseable {
    static final String STREAM = "market-data";
    static final String LIVE = "live";

    private final KinesisClient kinesis;
    private int ranges;
    private long sequence;
    /** The last batches published. */
    private List<PutRecordsRequestEntry> last = List.of();

    Publisher(URI endpoint, int shards) {
        this.ranges = shards;
        this.kinesis = KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    /** One batch for each range, also for those without events, all with this clock. */
    void publish(List<Trade> trades, long clock) {
        publish(trades, List.of(), clock);
    }

    void publish(List<Trade> trades, List<Quote> quotes, long clock) {
        publish(trades, quotes, List.of(), List.of(), clock);
    }

    void publish(
            List<Trade> trades,
            List<Quote> quotes,
            List<TradeCorrection> corrections,
            List<TradeCancel> cancels,
            long clock) {
        List<PutRecordsRequestEntry> records = new ArrayList<>();
        int width = Buckets.COUNT / ranges;
        for (int first = 0; first < Buckets.COUNT; first += width) {
            int firstBucket = first;
            int lastBucket = first + width - 1;
            BatchEncoder encoder = new BatchEncoder(Compression.ZSTD);
            trades.stream()
                    .filter(trade -> within(trade.symbol(), firstBucket, lastBucket))
                    .forEach(encoder::add);
            quotes.stream()
                    .filter(quote -> within(quote.symbol(), firstBucket, lastBucket))
                    .forEach(encoder::add);
            corrections.stream()
                    .filter(correction -> within(correction.corrected().symbol(), firstBucket, lastBucket))
                    .forEach(encoder::add);
            cancels.stream()
                    .filter(cancel -> within(cancel.symbol(), firstBucket, lastBucket))
                    .forEach(encoder::add);
            byte[] data = encoder.encode(
                    new BatchHeader("publisher", 1, firstBucket, lastBucket, sequence, clock, clock + 1_000));
            records.add(entry(data, Buckets.firstHashKey(firstBucket)));
        }
        sequence++;
        put(records);
        last = records;
    }

    /** The last batches once more, as after an answer that got lost. */
    void publishAgain() {
        put(last);
    }

    /** Bytes as they are, to the shard of bucket 0. */
    void publishBytes(byte[] data) {
        put(List.of(entry(data, BigInteger.ZERO)));
    }

    /** Splits every shard in two, and the ranges with them. */
    void reshard() {
        ranges *= 2;
        kinesis.updateShardCount(
                request -> request.streamName(STREAM).targetShardCount(ranges).scalingType("UNIFORM_SCALING"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> kinesis.describeStreamSummary(request -> request.streamName(STREAM))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    /** Everything on the live stream's one shard so far, as text. */
    List<String> liveUpdates() {
        List<String> updates = new ArrayList<>();
        String shard = kinesis.listShards(request -> request.streamName(LIVE))
                .shards()
                .get(0)
                .shardId();
        String iterator = kinesis.getShardIterator(request ->
                        request.streamName(LIVE).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (true) {
            String next = iterator;
            var response = kinesis.getRecords(request -> request.shardIterator(next));
            response.records().stream()
                    .map(Record::data)
                    .map(SdkBytes::asUtf8String)
                    .forEach(updates::add);
            if (response.millisBehindLatest() == 0) {
                return updates;
            }
            iterator = response.nextShardIterator();
        }
    }

    private static boolean within(String symbol, int firstBucket, int lastBucket) {
        int bucket = Buckets.of(symbol);
        return bucket >= firstBucket && bucket <= lastBucket;
    }

    private static PutRecordsRequestEntry entry(byte[] data, BigInteger hashKey) {
        return PutRecordsRequestEntry.builder()
                .data(SdkBytes.fromByteBuffer(ByteBuffer.wrap(data)))
                .partitionKey("p")
                .explicitHashKey(hashKey.toString())
                .build();
    }

    private void put(List<PutRecordsRequestEntry> records) {
        List<PutRecordsRequestEntry> pending = records;
        while (!pending.isEmpty()) {
            List<PutRecordsRequestEntry> sent = pending;
            PutRecordsResponse response =
                    kinesis.putRecords(request -> request.streamName(STREAM).records(sent));
            pending = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                if (response.records().get(i).errorCode() != null) {
                    pending.add(sent.get(i));
                }
            }
        }
    }

    @Override
    public void close() {
        kinesis.close();
    }
}
