package io.tapeline.stream.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.analytics.bars.BarSettings;
import io.tapeline.analytics.bars.BucketState;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.stream.Slices;
import io.tapeline.stream.config.StreamConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class BucketStateSerializerTest {
    private static final long T0 = 1_767_623_400_000_000_000L;

    private final BucketStateSerializer serializer = new BucketStateSerializer();
    private final BucketState state =
            new BucketState(Slices.of(0, T0, List.of(trade(1))).bucket());

    @Test
    void readsWhatItWrote() throws IOException {
        process(state, 1);

        byte[] written = bytes(state);

        DataInputDeserializer source = new DataInputDeserializer(written);
        assertThat(bytes(serializer.deserialize(source))).isEqualTo(written);
        assertThat(source.available()).isZero();
    }

    @Test
    void copiesAStateThatChangesByItself() throws IOException {
        process(state, 1);
        byte[] before = bytes(state);

        BucketState copy = serializer.copy(state);
        process(state, 2);

        assertThat(bytes(copy)).isEqualTo(before);
        assertThat(bytes(state)).isNotEqualTo(before);
    }

    @Test
    void isRestoredFromItsSnapshot() throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(written, serializer.snapshotConfiguration());

        TypeSerializer<BucketState> restored = TypeSerializerSnapshot.<BucketState>readVersionedSnapshot(
                        new DataInputDeserializer(written.getCopyOfBuffer()),
                        getClass().getClassLoader())
                .restoreSerializer();

        assertThat(restored).isInstanceOf(BucketStateSerializer.class);
    }

    private static void process(BucketState state, long id) {
        // Without a collector there is nowhere to send bars: none becomes final here.
        state.process(
                Slices.of(id, T0, List.of(trade(id))),
                Long.MIN_VALUE,
                new BarSettings(Duration.ofSeconds(2), Duration.ofSeconds(60), 10),
                new BucketOutputs(
                        new BarMetrics(new UnregisteredMetricsGroup()),
                        new StreamConfig.Outputs(true, false, false, Duration.ofSeconds(1))));
    }

    private byte[] bytes(BucketState of) throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(64);
        serializer.serialize(of, target);
        return target.getCopyOfBuffer();
    }

    private static Trade trade(long id) {
        return new Trade("ACME", "XNAS", T0 + id, T0 + id, T0, 100, 5, Side.BUY, 0, Long.toString(id), "");
    }
}
