package io.tapeline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.publish.RecordStreamException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any mixture of failures and reshards: every trade once, those of a symbol in order. */
class PublisherChaosTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNothingAndKeepsTheOrderOfEachSymbol(long seed) {
        Random random = new Random(seed);
        Harness harness = new Harness(1 + random.nextInt(4));
        harness.turn();
        harness.stream.otherwise((records, stream) -> misbehave(random).run(records, stream));
        Map<String, List<Long>> appended = new HashMap<>();
        List<CompletableFuture<Void>> receipts = new ArrayList<>();
        long id = 0;
        for (int round = 0; round < 300; round++) {
            Receipt receipt = new Receipt();
            int count = 1 + random.nextInt(100);
            for (int i = 0; i < count; i++) {
                String symbol = "S" + random.nextInt(60);
                harness.add(symbol, harness.clock.wallNanos());
                appended.computeIfAbsent(symbol, unused -> new ArrayList<>()).add(id++);
            }
            assertThat(harness.flush(harness.live, receipt)).isTrue();
            receipts.add(receipt.finish().toCompletableFuture());
            if (random.nextInt(3) == 0) {
                harness.pass(Duration.ofMillis(random.nextInt(300)));
            }
            if (random.nextInt(40) == 0) {
                harness.stream.reshard(FakeRecordStream.evenShards("g" + round, 1 + random.nextInt(6)));
            }
        }
        harness.pass(Duration.ofMinutes(1));
        harness.stream.otherwise(FakeRecordStream.throttleAt());
        harness.pass(Duration.ofMinutes(1));

        assertThat(receipts).allSatisfy(receipt -> assertThat(receipt).isCompleted());
        assertThat(harness.idsBySymbol()).isEqualTo(appended);
        assertThat(harness.publisher.buffered()).isZero();
        assertThat(harness.counts.layouts).isGreaterThan(1);
        assertThat(harness.counts.retried).isGreaterThan(10);
    }

    private static FakeRecordStream.Step misbehave(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> FakeRecordStream.fail(Kind.TRANSIENT);
            case 1 -> FakeRecordStream.fail(Kind.THROTTLED);
            case 2 -> FakeRecordStream.hang();
            case 3 ->
                FakeRecordStream.storeBut(answer ->
                        CompletableFuture.failedFuture(new RecordStreamException(Kind.TRANSIENT, "connection reset")));
            case 4, 5, 6 -> FakeRecordStream.throttleAt(random.nextInt(2), 2, 3 + random.nextInt(2));
            case 7 -> FakeRecordStream.instead(new PutOutcome.Failed("InternalFailure", "scripted"), random.nextInt(3));
            default -> FakeRecordStream.throttleAt();
        };
    }
}
