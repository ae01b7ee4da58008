package io.tapeline.ingest.publish;

import static io.tapeline.ingest.publish.FakeRecordStream.evenShards;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.model.Buckets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeLayoutTest {
    @Test
    void dividesTheBucketsAmongTheShards() {
        assertThat(RangeLayout.of(evenShards("s", 4), 1).ranges())
                .containsExactly(
                        new BucketRange(0, 63, "s-0"),
                        new BucketRange(64, 127, "s-1"),
                        new BucketRange(128, 191, "s-2"),
                        new BucketRange(192, 255, "s-3"));
    }

    @Test
    void dividesAShardIntoSeveralRanges() {
        assertThat(RangeLayout.of(evenShards("s", 2), 3).ranges())
                .extracting(range -> range.shardId() + ":" + range.first() + "-" + range.last())
                .containsExactly("s-0:0-41", "s-0:42-84", "s-0:85-127", "s-1:128-169", "s-1:170-212", "s-1:213-255");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 31, 100, 255, 256, 257, 1000})
    void coversEveryBucketOnceAndKeepsEachFirstKeyInItsShard(int count) {
        List<OpenShard> shards = evenShards("s", count);
        for (int parts = 1; parts <= 4; parts++) {
            int next = 0;
            for (BucketRange range : RangeLayout.of(shards, parts).ranges()) {
                assertThat(range.first()).isEqualTo(next);
                assertThat(range.last()).isGreaterThanOrEqualTo(range.first());
                OpenShard shard = shards.get(Integer.parseInt(range.shardId().substring(2)));
                assertThat(shard.holds(Buckets.firstHashKey(range.first()))).isTrue();
                assertThat(shard.holds(Buckets.firstHashKey(range.last()))).isTrue();
                next = range.last() + 1;
            }
            assertThat(next).isEqualTo(Buckets.COUNT);
        }
    }

    @Test
    void refusesShardsWithAGapOrAnOverlap() {
        List<OpenShard> gap = new ArrayList<>(evenShards("s", 4));
        gap.remove(2);
        assertThatThrownBy(() -> RangeLayout.of(gap, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no open shard holds bucket 128");

        List<OpenShard> overlap = new ArrayList<>(evenShards("s", 4));
        overlap.addAll(evenShards("t", 1));
        assertThatThrownBy(() -> RangeLayout.of(overlap, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("shards s-0 and t-0 both hold bucket 0");

        assertThatThrownBy(() -> RangeLayout.of(List.of(), 1)).hasMessage("no open shard holds bucket 0");
    }
}
