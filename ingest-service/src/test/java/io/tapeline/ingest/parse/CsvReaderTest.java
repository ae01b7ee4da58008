package io.tapeline.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {
    private static final String HEADER = "symbol,venue,ts_event,price,size,trade_id,conditions\n";
    private static final String LINE = "S,V,1385337600000000001,1.5,2,7,";

    private static Reading read(@Nullable EventKind kind, InputStream body, EventRules rules) {
        return new Reading()
                .read(new CsvReader(rules, kind, TimestampUnit.NS, Long.MAX_VALUE, () -> Reading.NOW), body);
    }

    private static Reading read(String body) {
        return read(
                EventKind.TRADE,
                new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)),
                EventRules.DEFAULT);
    }

    private static Trade trade(String tradeId, String conditions) {
        return new Trade(
                "S",
                "V",
                1385337600000000001L,
                Reading.NOW,
                0,
                1_500_000_000L,
                200_000_000L,
                Side.NONE,
                0,
                tradeId,
                conditions);
    }

    @Test
    void readsLinesUnderTheirHeader() {
        Reading reading = read(HEADER + LINE + "\n\"S\",V,1385337600000000001,1.5,2,,\"@,\"\"T\"\r\n\n" + LINE);

        assertThat(reading.messages).isEmpty();
        assertThat(reading.stop).isNull();
        assertThat(reading.trades).containsExactly(trade("7", ""), trade("", "@,\"T"), trade("7", ""));
        assertThat(reading.indices).containsExactly(0L, 1L, 2L);
    }

    @Test
    void readsAMarkQuotedNamesAndColumnsInAnyOrder() {
        Reading reading =
                read("\u00EF\u00BB\u00BF\"size\", price ,ts_event,venue,symbol\r\n2,1.5,1385337600000000001,V,S\r\n");

        assertThat(reading.trades).containsExactly(trade("", ""));
    }

    @Test
    void readsEachLineByItsType() {
        String body = """
                type,symbol,venue,ts_event,price,size,trade_id,ts_original
                trade,S,V,1385337600000000001,1.5,2,7,
                cancel,S,V,1385337660000000000,,,7,1385337600000000001
                cancel,S,V,1385337660000000000,1,,7,1385337600000000001
                """;

        Reading reading =
                read(null, new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)), EventRules.DEFAULT);

        assertThat(reading.events)
                .containsExactly(
                        trade("7", ""), new TradeCancel("S", "V", "7", 1385337600000000001L, 1385337660000000000L, 0));
        assertThat(reading.rejected).containsExactly("2 UNKNOWN_FIELD");
    }

    @Test
    void readsTheSameWhereverTheBytesAreCut() {
        String body = HEADER + LINE + "\n\"S\",V,1,1.5,2,,\nS,\"V\",1385337600000000001,1.5,2,\"7\",\"a\"\n" + LINE;
        Reading whole = read(body);
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);

        for (int piece = 1; piece < 40; piece++) {
            Reading cut = read(EventKind.TRADE, new Pieces(bytes, piece), EventRules.DEFAULT);
            assertThat(cut.all()).isEqualTo(whole.all());
        }
        assertThat(whole.events).hasSize(3);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "S,V,1385337600000000001,1.5,2,7         | MALFORMED_CSV",
                "S,V,1385337600000000001,1.5,2,7,,x      | MALFORMED_CSV",
                "`\"S,V,1385337600000000001,1.5,2,7,`     | MALFORMED_CSV",
                "`\"S\"x,V,1385337600000000001,1.5,2,7,`  | MALFORMED_CSV",
                "`S\"x,V,1385337600000000001,1.5,2,7,`    | MALFORMED_CSV",
                ",V,1385337600000000001,1.5,2,7,         | MISSING_FIELD",
                "S,V,1385337600000000001,NaN,2,7,        | NOT_A_NUMBER",
                "S,V,1385337600000000001,-1,2,7,         | NEGATIVE",
                "S,V,1385337600,1,2,7,                   | TS_WRONG_UNIT",
                "S,V,yesterday,1,2,7,                    | BAD_TIMESTAMP",
                "`S\u00C3,V,1385337600000000001,1,2,7,`   | INVALID_UTF8",
                "`S\u00C3\u00A9,V,1385337600000000001,1,2,7,` | BAD_SYMBOL",
            })
    void refusesTheBadLineAlone(String line, RejectCode code) {
        Reading reading = read(HEADER + LINE + "\n" + line + "\n" + LINE + "\n");

        assertThat(reading.rejected).containsExactly("1 " + code);
        assertThat(reading.trades).hasSize(2);
        assertThat(reading.stop).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "symbol,venue,ts_event,price             | the header lacks a column: size",
                "symbol,venue,ts_event,price,size,qty    | the header names a column that there is not: qty",
                "symbol,venue,ts_event,price,size,price  | the header names a column twice: price",
                "`S,V,1385337600000000001,1.5,2`         | the header names a column that there is not: S",
                "`{\"symbol\":1}`                        | the header names a column that there is not: {\"symbol\":1}",
            })
    void refusesAHeaderThatIsNone(String header, String message) {
        Reading reading = read(header + "\n" + LINE + "\n");

        assertThat(reading.stop).isEqualTo(new Stop(0, 0, RejectCode.BAD_HEADER, message));
        assertThat(reading.events).isEmpty();
    }

    @Test
    void refusesAnEmptyBodyAndTakesAHeaderAlone() {
        assertThat(read(" \n").stop).isNotNull().extracting(Stop::code).isEqualTo(RejectCode.EMPTY_BODY);
        assertThat(read(HEADER).stop).isNull();
    }

    @Test
    void passesOverALineThatIsTooLong() {
        EventRules rules = new EventRules(
                EventRules.DEFAULT.maxPrice(), EventRules.DEFAULT.oldest(), EventRules.DEFAULT.maxAhead(), 256);
        String body = HEADER + LINE + "\n" + LINE + "x".repeat(100_000) + "\n" + LINE;

        Reading reading =
                read(EventKind.TRADE, new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)), rules);

        assertThat(reading.rejected).containsExactly("1 LINE_TOO_LONG");
        assertThat(reading.trades).hasSize(2);
    }

    /** Gives so many bytes at a time. */
    private static final class Pieces extends ByteArrayInputStream {
        private final int piece;

        private Pieces(byte[] bytes, int piece) {
            super(bytes);
            this.piece = piece;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, piece));
        }
    }
}
