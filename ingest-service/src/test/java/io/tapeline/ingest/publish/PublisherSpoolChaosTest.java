package io.tapeline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.publish.RecordStreamException.Kind;
import io.tapeline.ingest.spool.DiskSpool;
import io.tapeline.ingest.spool.SpoolListener;
import io.tapeline.ingest.spool.SpoolSettings;
import io.tapeline.ingest.spool.SpoolSync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any mixture of failures, reshards and kills: what was accepted is stored once, those of a symbol in order. */
class PublisherSpoolChaosTest {
    private static final int LIVES = 8;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void losesNothingButWhatWasStillOpen(long seed, @TempDir Path directory) throws IOException {
        Random random = new Random(seed);
        FakeRecordStream stream = new FakeRecordStream(1 + random.nextInt(4));
        Map<Long, CompletableFuture<Void>> receipts = new HashMap<>();
        Set<Long> closed = new HashSet<>();
        long id = 0;
        for (int life = 0; life < LIVES; life++) {
            boolean last = life == LIVES - 1;
            long first = id;
            SpoolSettings settings = new SpoolSettings(directory, SpoolSettings.LEAST_BYTES, SpoolSync.OFF);
            try (DiskSpool spool = DiskSpool.open(settings, new NoDamage())) {
                Harness harness = new Harness(stream, PublisherSettings.DEFAULT, "life-" + life, spool);
                harness.turn();
                stream.otherwise((records, target) -> misbehave(random).run(records, target));
                for (int round = 0; round < 60; round++) {
                    id = post(harness, random, id, receipts);
                    if (random.nextInt(3) == 0) {
                        harness.pass(Duration.ofMillis(random.nextInt(300)));
                    }
                    if (random.nextInt(30) == 0) {
                        stream.reshard(FakeRecordStream.evenShards("g" + life + round, 1 + random.nextInt(6)));
                    }
                }
                // Half of the lives end while batches are open.
                if (last || random.nextBoolean()) {
                    harness.pass(Duration.ofSeconds(2));
                    LongStream.range(first, id).forEach(closed::add);
                }
                if (last) {
                    stream.otherwise(FakeRecordStream.storeAll());
                    harness.pass(Duration.ofMinutes(2));
                    verify(harness, receipts, closed);
                    assertThat(spool.batches()).isZero();
                }
            }
        }
    }

    private static long post(Harness harness, Random random, long first, Map<Long, CompletableFuture<Void>> receipts) {
        Receipt receipt = new Receipt();
        long id = first;
        for (int i = random.nextInt(100); i >= 0; i--) {
            harness.add("S" + random.nextInt(60), harness.clock.wallNanos(), Long.toString(id++));
        }
        assertThat(harness.flush(harness.live, receipt)).isTrue();
        CompletableFuture<Void> stored = receipt.finish().toCompletableFuture();
        for (long each = first; each < id; each++) {
            receipts.put(each, stored);
        }
        return id;
    }

    private static void verify(Harness harness, Map<Long, CompletableFuture<Void>> receipts, Set<Long> closed) {
        List<Long> found = new ArrayList<>();
        for (List<Long> ids : harness.idsBySymbol().values()) {
            assertThat(ids).isSorted().doesNotHaveDuplicates();
            found.addAll(ids);
        }
        Set<Long> stored = new HashSet<>(found);
        assertThat(stored).hasSameSizeAs(found).containsAll(closed);
        receipts.forEach((id, receipt) -> assertThat(!receipt.isDone() || stored.contains(id))
                .as("acknowledged and not stored: %d", id)
                .isTrue());
    }

    private static FakeRecordStream.Step misbehave(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> FakeRecordStream.fail(Kind.TRANSIENT);
            case 1 -> FakeRecordStream.fail(Kind.THROTTLED);
            case 2 -> FakeRecordStream.hang();
            case 3 ->
                FakeRecordStream.storeBut(answer ->
                        CompletableFuture.failedFuture(new RecordStreamException(Kind.TRANSIENT, "connection reset")));
            case 4, 5 -> FakeRecordStream.throttleAt(random.nextInt(2), 2, 3 + random.nextInt(2));
            // Stores, and the process never hears of it.
            case 6 -> FakeRecordStream.storeBut(answer -> new CompletableFuture<>());
            default -> FakeRecordStream.storeAll();
        };
    }

    private static final class NoDamage implements SpoolListener {
        @Override
        public void corrupt(Path keptIn, long bytes) {
            throw new AssertionError(keptIn);
        }

        @Override
        public void torn(Path segment, long bytes) {
            throw new AssertionError(segment);
        }

        @Override
        public void failed(Path file, String problem) {
            throw new AssertionError(problem);
        }
    }
}
