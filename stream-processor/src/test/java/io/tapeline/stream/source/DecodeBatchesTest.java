package io.tapeline.stream.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Buckets;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.stream.types.SingletonTypeInfo;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecodeBatchesTest {
    private static final long ARRIVAL = 1_767_623_400_000L;
    private static final long CLOCK = ARRIVAL * 1_000_000;
    private static final int ACME = Buckets.of("ACME");

    private OneInputStreamOperatorTestHarness<KinesisRecord, Slice> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new DecodeBatches()));
        harness.setup(SingletonTypeInfo.SLICE.createSerializer(new SerializerConfigImpl()));
        harness.open();
        harness.setProcessingTime(1_000);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void tellsEveryBucketOfTheRangeTheTimeOfABatchWithoutEvents() throws Exception {
        send(batch(64, 127, CLOCK));
        send(batch(64, 127, CLOCK + 1));

        List<Slice> slices = harness.extractOutputValues();
        assertThat(slices)
                .hasSize(2 * 64)
                .allSatisfy(slice -> assertThat(slice.trades().count()).isZero());
        assertThat(slices.subList(64, 128))
                .allSatisfy(slice -> assertThat(slice.clock()).isEqualTo(CLOCK + 1));
        assertThat(slices.subList(64, 128).stream().map(Slice::bucket))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(64, 127).boxed().toList());
    }

    @Test
    void emitsASliceOfTradesAndTellsTheQuietBucketsAtMostOnceInAWhile() throws Exception {
        send(batch(0, 255, CLOCK, trade(1)));
        harness.setProcessingTime(1_099);
        send(batch(0, 255, CLOCK + 1, trade(2), trade(3)));
        harness.setProcessingTime(1_100);
        send(batch(0, 255, CLOCK + 2, trade(4)));

        List<Slice> slices = harness.extractOutputValues();
        assertThat(slices).hasSize(256 + 1 + 256);
        assertThat(slices.subList(0, 256).stream().map(Slice::bucket))
                .containsExactlyElementsOf(IntStream.range(0, 256).boxed().toList());
        assertThat(slices.get(ACME).trades().trade(0, CLOCK)).isEqualTo(trade(1));
        assertThat(slices.get(256).bucket()).isEqualTo(ACME);
        assertThat(slices.get(256).trades().count()).isEqualTo(2);
        assertThat(slices.get(257 + ACME).trades().count()).isEqualTo(1);
    }

    @Test
    void emitsQuotesInTheSliceOfTheirBucket() throws Exception {
        Quote quote = new Quote("ACME", "XNAS", CLOCK - 7, CLOCK, CLOCK, 99, 1, 101, 2, 3, "R");
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        encoder.add(trade(1));
        encoder.add(quote);
        byte[] mixed = encoder.encode(new BatchHeader("p", 1, 0, 255, 5, CLOCK, CLOCK));
        encoder.add(quote);
        byte[] alone = encoder.encode(new BatchHeader("p", 1, 0, 255, 6, CLOCK, CLOCK));

        send(mixed);
        send(alone);

        List<Slice> slices = harness.extractOutputValues();
        assertThat(slices).hasSize(256 + 1);
        assertThat(slices.get(ACME).quotes()).containsExactly(quote);
        assertThat(slices.get(ACME).trades().count()).isEqualTo(1);
        assertThat(slices.get(256).bucket()).isEqualTo(ACME);
        assertThat(slices.get(256).quotes()).containsExactly(quote);
    }

    @Test
    void sendsWhatCannotBeReadToTheDeadLettersWithItsBytesAndGoesOn() throws Exception {
        byte[] good = batch(0, 255, CLOCK, trade(1));
        byte[] cut = Arrays.copyOf(good, good.length - 3);
        byte[] unknown = good.clone();
        unknown[5] ^= 0x55;
        byte[] farAhead = batch(0, 255, CLOCK + BatchClocks.MAX_AHEAD + 1, trade(1));

        send("no batch at all".getBytes(StandardCharsets.UTF_8));
        send(new byte[0]);
        send(unknown);
        send(cut);
        send(farAhead);
        send(good);

        assertThat(deadLetters().stream().map(DeadLetter::reason))
                .containsExactly("NOT_A_BATCH", "NOT_A_BATCH", "UNKNOWN_SCHEMA", "CORRUPT", "CLOCK_IN_FUTURE");
        assertThat(deadLetters().get(3).kinesisRecord())
                .usingRecursiveComparison()
                .isEqualTo(new KinesisRecord(cut, "shard-1", "17", ARRIVAL));
        assertThat(deadLetters())
                .allSatisfy(letter -> assertThat(letter.message()).isNotEmpty());
        assertThat(harness.extractOutputValues()).hasSize(256);
    }

    private List<DeadLetter> deadLetters() {
        Collection<StreamRecord<DeadLetter>> letters = harness.getSideOutput(DecodeBatches.DEAD_LETTERS);
        return letters == null
                ? new ArrayList<>()
                : letters.stream().map(StreamRecord::getValue).toList();
    }

    private void send(byte[] data) throws Exception {
        harness.processElement(new KinesisRecord(data, "shard-1", "17", ARRIVAL), ARRIVAL);
    }

    private static byte[] batch(int firstBucket, int lastBucket, long clock, Trade... trades) {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        for (Trade trade : trades) {
            encoder.add(trade);
        }
        return encoder.encode(new BatchHeader("p", 1, firstBucket, lastBucket, 5, clock, CLOCK));
    }

    private static Trade trade(long id) {
        return new Trade(
                "ACME", "XNAS", CLOCK + id, CLOCK + id, CLOCK, 1_500_000_000, 100, Side.BUY, 0, Long.toString(id), "");
    }
}
