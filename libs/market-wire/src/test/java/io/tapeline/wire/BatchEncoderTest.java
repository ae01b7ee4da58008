package io.tapeline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.model.Buckets;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.testkit.TradeGenerator;
import io.tapeline.testkit.TradeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BatchEncoderTest {
    private static final Trade TRADE = new Trade("BTC-USD", "BITSTAMP", 1_000, 2_000, 0, 5, 6, Side.BUY, 7, "8", "");

    private final BatchEncoder encoder = new BatchEncoder(Compression.NONE);
    private final BatchDecoder decoder = new BatchDecoder();

    @Test
    void aBatchWithoutEventsSaysWhatTimeItIs() throws WireException {
        byte[] record = encoder.encode(RandomEvents.HEADER);
        DecodedBatch batch = decoder.decode(record);
        assertThat(batch.header()).isEqualTo(RandomEvents.HEADER);
        assertThat(batch.eventCount()).isZero();
        assertThat(batch.slices()).isEmpty();
        assertThat(batch.quotes()).isEmpty();
        assertThat(record.length).isLessThan(100);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aFullBatchFitsARecordWhateverItHolds(Compression compression) throws WireException {
        BatchEncoder fullEncoder = new BatchEncoder(compression);
        Random random = new Random(9);
        List<Trade> trades = new ArrayList<>();
        while (!fullEncoder.isFull()) {
            // The longest texts, none twice, and numbers that no unit or difference makes short.
            String unique = Integer.toHexString(trades.size());
            Trade trade = new Trade(
                    unique + "s".repeat(255 - unique.length()),
                    unique + "v".repeat(255 - unique.length()),
                    random.nextLong(),
                    random.nextLong(),
                    0,
                    Math.max(1, random.nextLong() & Long.MAX_VALUE),
                    random.nextLong() & Long.MAX_VALUE,
                    Side.NONE,
                    random.nextLong() & Long.MAX_VALUE,
                    unique + "i".repeat(255 - unique.length()),
                    unique + "c".repeat(255 - unique.length()));
            trades.add(trade);
            fullEncoder.add(trade);
        }
        assertThat(trades).hasSizeGreaterThan(800);
        assertThatThrownBy(() -> fullEncoder.add(TRADE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the batch is full: " + trades.size() + " events");
        int estimate = fullEncoder.estimatedBytes();
        byte[] record = fullEncoder.encode(RandomEvents.HEADER);
        assertThat(record.length)
                .isLessThanOrEqualTo(WireLimits.MAX_RECORD_BYTES)
                .isLessThanOrEqualTo(estimate);
        assertThat(decoder.decode(record).eventCount()).isEqualTo(trades.size());
        assertThat(fullEncoder.isFull()).isFalse();
    }

    @Test
    void manyTradesOfChaosFitARecord() throws WireException {
        Random random = new Random(10);
        while (!encoder.isFull()) {
            encoder.addTrade(
                    "S" + random.nextInt(300),
                    "V" + random.nextInt(300),
                    random.nextLong(),
                    random.nextLong(),
                    Math.max(1, random.nextLong() & Long.MAX_VALUE),
                    random.nextLong() & Long.MAX_VALUE,
                    Side.values()[random.nextInt(3)],
                    random.nextLong() & Long.MAX_VALUE,
                    Long.toString(Math.floorMod(random.nextLong(), 1_000_000_000_000_000_000L)),
                    "");
        }
        int count = encoder.count();
        int estimate = encoder.estimatedBytes();
        assertThat(count).isGreaterThan(14_000);
        byte[] record = encoder.encode(RandomEvents.HEADER);
        assertThat(record.length)
                .isLessThanOrEqualTo(WireLimits.MAX_RECORD_BYTES)
                .isLessThanOrEqualTo(estimate);
        assertThat(decoder.decode(record).eventCount()).isEqualTo(count);
    }

    @Test
    void theEstimateOfAUsualBatchIsNotFarAboveItsSize() {
        new TradeGenerator(TradeSettings.equities(2, 2_000)).next(500).forEach(encoder::add);
        int estimate = encoder.estimatedBytes();
        assertThat(encoder.encode(RandomEvents.HEADER).length).isBetween(estimate * 2 / 5, estimate);
    }

    @Test
    void quotesAndCancelsFillABatchToo() throws WireException {
        while (!encoder.isFull()) {
            encoder.add(new Quote("AAPL", "XNAS", 1, 2, 3, 4, 5, 6, 7, 8, "R"));
            if (!encoder.isFull()) {
                encoder.add(new TradeCancel("AAPL", "XNAS", "1", 2, 3, 4));
            }
        }
        assertThat(encoder.count()).isEqualTo(WireLimits.MAX_EVENTS);
        assertThat(decoder.decode(encoder.encode(RandomEvents.HEADER)).eventCount())
                .isEqualTo(WireLimits.MAX_EVENTS);
    }

    @Test
    void refusesSymbolsOutsideTheRangeAndKeepsTheEvents() throws WireException {
        int bucket = Buckets.of("BTC-USD");
        encoder.add(TRADE);
        BatchHeader elsewhere = new BatchHeader("p", 0, bucket + 1, 255, 0, 0, 0);
        assertThatThrownBy(() -> encoder.encode(elsewhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bucket 112 of BTC-USD is not in the batch's range 113 to 255");
        BatchHeader exactly = new BatchHeader("p", 0, bucket, bucket, 0, 0, 0);
        assertThat(decoder.decode(encoder.encode(exactly)).eventCount()).isOne();

        encoder.add(new TradeCancel("BTC-USD", "BITSTAMP", "1", 0, 0, 0));
        assertThatThrownBy(() -> encoder.encode(elsewhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a symbol's bucket is not in the batch's range 113 to 255");
    }

    @Test
    void refusesTextsThatTheWireCannotCarryAndGoesOn() throws WireException {
        String longText = "é".repeat(128);
        assertThatThrownBy(() -> add(longText, "V", "1", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("symbol is longer than 255 bytes: " + "é".repeat(32) + "...");
        assertThatThrownBy(() -> add("S", "v".repeat(256), "1", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("venue is longer than 255 bytes");
        assertThatThrownBy(() -> add("S", "V", "i".repeat(256), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tradeId is longer than 255 bytes");
        assertThatThrownBy(() -> add("S", "V", "1", "c".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("conditions is longer than 255 bytes");
        for (String broken : List.of("a\uD800", "\uDC00b", "\uD800\uD800", "x\uD83D")) {
            assertThatThrownBy(() -> add(broken, "V", "1", ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("symbol is not valid Unicode at index ");
        }
        assertThat(encoder.count()).isZero();
        encoder.add(TRADE);
        RoundTripTest.assertSame(
                decoder.decode(encoder.encode(RandomEvents.HEADER)),
                new RandomEvents.Events(List.of(TRADE), List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, 1, 1, symbol is empty",
        "S, 0, 1, 1, price is not above zero: 0",
        "S, 1, -1, 1, size is negative: -1",
        "S, 1, 1, -1, sequence is negative: -1",
    })
    void refusesWhatATradeCannotBe(String symbol, long price, long size, long sequence, String message) {
        assertThatThrownBy(() -> encoder.addTrade(symbol, "V", 0, 0, price, size, Side.NONE, sequence, "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(encoder.count()).isZero();
    }

    @Test
    void aRefusedProducerKeepsTheEvents() {
        encoder.add(TRADE);
        BatchHeader header = new BatchHeader("p".repeat(256), 0, 0, 255, 0, 0, 0);
        assertThatThrownBy(() -> encoder.encode(header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("producer is longer than 255 bytes");
        assertThat(encoder.count()).isOne();
    }

    @Test
    void whatDoesNotCompressIsSentInClear() throws WireException {
        BatchEncoder compressing = new BatchEncoder(Compression.ZSTD);
        compressing.add(TRADE);
        encoder.add(TRADE);
        assertThat(compressing.encode(RandomEvents.HEADER)).isEqualTo(encoder.encode(RandomEvents.HEADER));
    }

    private void add(String symbol, String venue, String id, String conditions) {
        encoder.addTrade(symbol, venue, 0, 0, 1, 1, Side.NONE, 0, id, conditions);
    }
}
