package io.tapeline.benchmarks.wire;

import io.tapeline.model.Buckets;
import io.tapeline.model.Trade;
import io.tapeline.testkit.TradeGenerator;
import io.tapeline.testkit.TradeSettings;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import java.util.ArrayList;
import java.util.List;

/** Batches of synthetic trades as a publisher would close them. */
final class WireSamples {
    /** Batches of one stream, one after the other. */
    record Sample(List<List<Trade>> batches, BatchHeader header) {
        int trades() {
            return batches.stream().mapToInt(List::size).sum();
        }

        /** How many different symbols a batch has, on average. */
        double symbols() {
            return batches.stream()
                    .mapToLong(batch ->
                            batch.stream().map(Trade::symbol).distinct().count())
                    .average()
                    .orElse(0);
        }

        byte[][] encode(Compression compression) {
            BatchEncoder encoder = new BatchEncoder(compression);
            return batches.stream()
                    .map(batch -> {
                        batch.forEach(encoder::add);
                        return encoder.encode(header);
                    })
                    .toArray(byte[][]::new);
        }
    }

    private WireSamples() {}

    /**
     * Batches of so many trades of the symbols of a range of buckets that starts at 0; trades of other buckets go
     * elsewhere, as they do in a stream of several ranges.
     */
    static Sample sample(TradeSettings settings, int batchCount, int tradesPerBatch, int buckets) {
        TradeGenerator generator = new TradeGenerator(settings);
        List<List<Trade>> batches = new ArrayList<>();
        for (int i = 0; i < batchCount; i++) {
            List<Trade> batch = new ArrayList<>();
            while (batch.size() < tradesPerBatch) {
                Trade trade = generator.next();
                if (Buckets.of(trade.symbol()) < buckets) {
                    batch.add(trade);
                }
            }
            batches.add(batch);
        }
        long clock = batches.get(0).get(0).tsRecv();
        return new Sample(batches, new BatchHeader("ingest-0", clock, 0, buckets - 1, 1, clock, clock));
    }
}
