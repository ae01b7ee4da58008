package io.tapeline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Buckets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the publisher counts on: the fake stream and the real one both keep to it. */
public abstract class RecordStreamContract {
    /** A stream of so many shards. */
    protected abstract RecordStream streamOf(int shards);

    @Test
    void itsOpenShardsCoverTheHashSpace() {
        RecordStream stream = streamOf(3);

        RangeLayout layout = RangeLayout.of(openShards(stream), 1);

        assertThat(layout.ranges()).extracting(BucketRange::size).containsExactly(86, 85, 85);
    }

    @Test
    void storesEachRecordInTheShardThatHoldsItsHashKey() {
        RecordStream stream = streamOf(3);
        List<OutgoingRecord> records = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (BucketRange range : RangeLayout.of(openShards(stream), 1).ranges()) {
            for (int bucket : new int[] {range.first(), range.last()}) {
                records.add(new OutgoingRecord(Buckets.firstHashKey(bucket).toString(), new byte[] {(byte) bucket}));
                expected.add(range.shardId());
            }
        }

        List<PutOutcome> outcomes = stream.put(records).toCompletableFuture().join();

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(PutOutcome.Stored.class))
                .extracting(outcome -> ((PutOutcome.Stored) outcome).shardId())
                .containsExactlyElementsOf(expected);
    }

    private static List<OpenShard> openShards(RecordStream stream) {
        return stream.openShards().toCompletableFuture().join();
    }
}
