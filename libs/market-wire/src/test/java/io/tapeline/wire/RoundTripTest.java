package io.tapeline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Buckets;
import io.tapeline.model.Quote;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeKey;
import io.tapeline.testkit.TradeGenerator;
import io.tapeline.testkit.TradeSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
    private final BatchDecoder decoder = new BatchDecoder();

    @ParameterizedTest
    @EnumSource(Compression.class)
    void equitiesComeOutAsTheyWentIn(Compression compression) throws WireException {
        BatchEncoder encoder = new BatchEncoder(compression);
        TradeGenerator generator = new TradeGenerator(TradeSettings.equities(1, 400));
        for (int batch = 0; batch < 20; batch++) {
            List<Trade> trades = generator.next(500);
            trades.forEach(encoder::add);
            int estimate = encoder.estimatedBytes();
            byte[] record = encoder.encode(RandomEvents.HEADER);
            assertThat(record.length).isLessThanOrEqualTo(estimate);
            assertSame(decoder.decode(record), new RandomEvents.Events(trades, List.of(), List.of(), List.of()));
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void eventsOfEveryKindAndExtremeComeOutAsTheyWentIn(Compression compression) throws WireException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        BatchEncoder encoder = new BatchEncoder(compression);
        for (int batch = 0; batch < 2_000; batch++) {
            RandomEvents.Events events = RandomEvents.next(random);
            events.addTo(encoder);
            int estimate = encoder.estimatedBytes();
            byte[] record = encoder.encode(RandomEvents.HEADER);
            assertThat(record.length).as("seed %s", seed).isLessThanOrEqualTo(estimate);
            assertThat(encoder.count()).isZero();
            assertSame(decoder.decode(record), events);
        }
    }

    static void assertSame(DecodedBatch batch, RandomEvents.Events events) {
        assertSame(batch, RandomEvents.HEADER, events);
    }

    static void assertSame(DecodedBatch batch, BatchHeader header, RandomEvents.Events events) {
        assertThat(batch.header()).isEqualTo(header);
        assertThat(batch.eventCount()).isEqualTo(events.count());
        List<Trade> trades = new ArrayList<>();
        List<TradeCorrection> corrections = new ArrayList<>();
        List<TradeCancel> cancels = new ArrayList<>();
        List<Quote> quotes = new ArrayList<>();
        int lastBucket = -1;
        for (Slice slice : batch.slices()) {
            assertThat(slice.bucket()).isGreaterThan(lastBucket);
            lastBucket = slice.bucket();
            assertThat(slice.batchId()).isEqualTo(header.batchId());
            assertThat(slice.clock()).isEqualTo(header.clock());
            assertThat(slice.tsIngest()).isEqualTo(header.tsIngest());
            for (int row = 0; row < slice.trades().count(); row++) {
                Trade trade = slice.trades().trade(row, slice.tsIngest());
                assertThat(Buckets.of(trade.symbol())).isEqualTo(slice.bucket());
                assertThat(new TradeKey(
                                slice.trades().keyHigh(row), slice.trades().keyLow(row)))
                        .isEqualTo(TradeKey.of(trade));
                trades.add(trade);
            }
            corrections.addAll(List.of(slice.corrections()));
            cancels.addAll(List.of(slice.cancels()));
            quotes.addAll(List.of(slice.quotes()));
            assertThat(slice.quotes())
                    .allSatisfy(quote -> assertThat(Buckets.of(quote.symbol())).isEqualTo(slice.bucket()));
        }
        assertThat(trades).isEqualTo(grouped(events.trades(), header));
        assertThat(corrections)
                .isEqualTo(sorted(events.corrections(), c -> c.corrected().symbol()));
        assertThat(cancels).isEqualTo(sorted(events.cancels(), TradeCancel::symbol));
        assertThat(quotes).isEqualTo(sorted(events.quotes(), Quote::symbol));
        assertThat(batch.quotes()).isEqualTo(quotes);
    }

    /** In the order of the wire: by bucket, then by symbol as they first came, then as they came. */
    private static List<Trade> grouped(List<Trade> trades, BatchHeader header) {
        Map<String, List<Trade>> bySymbol = new LinkedHashMap<>();
        for (Trade trade : trades) {
            bySymbol.computeIfAbsent(trade.symbol(), symbol -> new ArrayList<>())
                    .add(RandomEvents.ingested(trade, header));
        }
        List<Trade> all = new ArrayList<>();
        bySymbol.values().forEach(all::addAll);
        return sorted(all, Trade::symbol);
    }

    private static <T> List<T> sorted(List<T> events, Function<T, String> symbol) {
        List<T> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingInt(event -> Buckets.of(symbol.apply(event))));
        return sorted;
    }
}
