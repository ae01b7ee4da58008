package io.tapeline.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.MarketEvent;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchReaderTest {
    private static final long TS = 1385337600000000001L;

    private static byte[] batch(Compression compression, MarketEvent... events) {
        BatchEncoder encoder = new BatchEncoder(compression);
        for (MarketEvent event : events) {
            encoder.add(event);
        }
        return encoder.encode(new BatchHeader("test", 1, 0, 255, 1, TS, TS));
    }

    private static Reading read(@Nullable EventKind kind, byte[] body) {
        BatchReader reader = new BatchReader(EventRules.DEFAULT, kind, () -> Reading.NOW);
        return new Reading().read(reader, new ByteArrayInputStream(body));
    }

    private static Trade trade(String symbol, String venue, long ts, long price, String tradeId) {
        return new Trade(symbol, venue, ts, ts + 5, 0, price, 200_000_000L, Side.BUY, 3, tradeId, "@");
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatTheBatchHolds(Compression compression) {
        MarketEvent[] events = {
            trade("S", "V", TS, 1_500_000_000L, "7"),
            trade("S", "V", TS, 1_500_000_000L, "T-8"),
            trade("S", "V", TS, 1_500_000_000L, ""),
            new TradeCorrection(TS, TS + 9, trade("S", "V", TS + 1, 1_600_000_000L, "7")),
            new TradeCancel("S", "V", "T-8", TS, TS + 10, 0),
            new Quote("S", "V", TS, TS, 0, 1, 2, 3, 4, 5, "R")
        };

        Reading reading = read(null, batch(compression, events));

        assertThat(reading.messages).isEmpty();
        assertThat(reading.events).containsExactly(events);
        assertThat(reading.indices).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void refusesOnlyWhatIsNotByTheRules() {
        Reading reading = read(
                EventKind.TRADE,
                batch(
                        Compression.NONE,
                        trade("S", "V", TS, 1, "1"),
                        trade("S", "V", 1385337600L, 1, "2"),
                        trade("S", "V", Reading.NOW + 60_000_000_001L, 1, "3"),
                        trade("S", "V", TS, Long.MAX_VALUE, "4"),
                        trade("S", "\u00E9", TS, 1, "5"),
                        trade("S", "V", TS, 1, " "),
                        trade("S", "V", TS, 1, "7"),
                        new Quote("S", "V", TS, TS, 0, 1, 2, 3, 4, 5, "")));

        assertThat(reading.trades).extracting(Trade::tradeId).containsExactly("1", "7");
        assertThat(reading.rejected)
                .containsExactly(
                        "1 TS_TOO_OLD",
                        "2 TS_IN_FUTURE",
                        "3 ABSURD_PRICE",
                        "4 BAD_VENUE",
                        "5 BAD_TRADE_ID",
                        "7 BAD_TYPE");
    }

    @Test
    void refusesASymbolThatIsNone() {
        MarketEvent good = trade("S", "V", TS, 1, "1");
        // Several, so that some stand in buckets before the good one's and some behind it.
        MarketEvent[] all = Stream.concat(
                        Stream.of(good),
                        Stream.of("A", "B", "C", "D", "E").map(letter -> trade(letter.repeat(65), "V", TS, 1, "2")))
                .toArray(MarketEvent[]::new);

        Reading reading = read(null, batch(Compression.NONE, all));

        assertThat(reading.trades).containsExactly((Trade) good);
        assertThat(reading.indices).doesNotContain(0L, 5L);
        assertThat(reading.rejected).hasSize(5).allMatch(line -> line.endsWith(" BAD_SYMBOL"));
        assertThat(reading.messages).first().asString().startsWith("symbol is not 1 to 64 printable ASCII");
    }

    @Test
    void stopsAtWhatIsNoBatch() {
        byte[] good = batch(Compression.NONE, trade("S", "V", TS, 1, "1"));

        assertThat(read(null, new byte[0]).stop).extracting(Stop::code).isEqualTo(RejectCode.EMPTY_BODY);
        assertThat(read(null, new byte[] {1, 2, 3}).stop).extracting(Stop::code).isEqualTo(RejectCode.CORRUPT_BATCH);
        assertThat(read(null, Arrays.copyOf(good, good.length - 1)).stop)
                .extracting(Stop::code)
                .isEqualTo(RejectCode.CORRUPT_BATCH);
        assertThat(read(null, new byte[2 << 20]).stop).extracting(Stop::code).isEqualTo(RejectCode.BODY_TOO_LARGE);
    }
}
