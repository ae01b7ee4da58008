package io.tapeline.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Buckets;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventParserTest {
    private static final String GOOD =
            "\"symbol\":\"BTC-USD\",\"venue\":\"BITSTAMP\",\"ts_event\":1385337600000000001,\"price\":800.01,\"size\":0.5";

    @Test
    void readsEveryField() {
        Reading reading = Reading.of(
                "{" + GOOD
                        + ",\"ts_recv\":1385337600000000777,\"side\":\"A\",\"sequence\":81,\"trade_id\":\"T-1\",\"conditions\":\"@ T\"}");

        assertThat(reading.rejected).isEmpty();
        assertThat(reading.trades)
                .containsExactly(new Trade(
                        "BTC-USD",
                        "BITSTAMP",
                        1385337600000000001L,
                        1385337600000000777L,
                        0,
                        800_010_000_000L,
                        50_000_000L,
                        Side.SELL,
                        81,
                        "T-1",
                        "@ T"));
    }

    @Test
    void fillsInWhatIsOptional() {
        Trade trade = Reading.of("{" + GOOD + "}").trades.get(0);

        assertThat(trade.tsRecv()).isEqualTo(Reading.NOW);
        assertThat(trade.side()).isEqualTo(Side.NONE);
        assertThat(trade.sequence()).isZero();
        assertThat(trade.tradeId()).isEmpty();
        assertThat(trade.conditions()).isEmpty();
    }

    @Test
    void forgetsTheOptionalFieldsOfTheItemBefore() {
        Reading reading = Reading.of("[{" + GOOD
                + ",\"ts_recv\":5,\"side\":\"A\",\"sequence\":81,\"trade_id\":7,\"conditions\":\"@\"},{" + GOOD
                + ",\"side\":\"B\",\"sequence\":81,\"trade_id\":7,\"conditions\":\"@\"},{" + GOOD + "}]");

        assertThat(reading.rejected).containsExactly("0 TS_TOO_OLD");
        assertThat(reading.trades.get(1))
                .isEqualTo(Reading.of("{" + GOOD + "}").trades.get(0));
    }

    @Test
    void knowsTheBucketOfASymbol() {
        assertThat(Reading.of("[{" + GOOD + "}]").buckets).containsExactly(Buckets.of("BTC-USD"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // raw text, never through a double: 0.1 + 0.2 is not among these
                "price | 800.01                | 800010000000",
                "price | `\"800.01\"`          | 800010000000",
                "price | 0.000000001           | 1",
                "price | 1e-9                  | 1",
                "price | 8.0001E2              | 800010000000",
                "price | 4999999999.999999999  | 4999999999999999999",
                "price | `\"1.10000000000000\"`| 1100000000",
                "size  | 0                     | 0",
                "size  | 0.00000001            | 1",
                "size  | 92233720368.54775807  | 9223372036854775807",
                "size  | `\"17.25\"`           | 1725000000",
                "ts_event | 1385337600123456789                       | 1385337600123456789",
                "ts_event | `\"1385337600123456789\"`                 | 1385337600123456789",
                "ts_event | `\"2013-11-25T00:00:00Z\"`                | 1385337600000000000",
                "ts_event | `\"2013-11-25T00:00:00.123456789Z\"`      | 1385337600123456789",
                "ts_event | `\"2013-11-25T05:45:00.5+05:45\"`         | 1385337600500000000",
                "ts_event | `\"2013-11-24t19:00:00.100000000000-05:00\"` | 1385337600100000000",
                "ts_event | `\"2024-02-29 12:00:00z\"`                | 1709208000000000000",
                "ts_recv  | `\"2013-11-25T00:00:01Z\"`                | 1385337601000000000",
                "sequence | 9223372036854775807                       | 9223372036854775807",
                "sequence | `\"12\"`                                  | 12",
            })
    void readsNumbersExactly(String field, String text, long expected) {
        Trade trade = Reading.of(itemWith(field, text)).trades.get(0);

        long value = switch (field) {
            case "price" -> trade.price();
            case "size" -> trade.size();
            case "ts_event" -> trade.tsEvent();
            case "ts_recv" -> trade.tsRecv();
            default -> trade.sequence();
        };
        assertThat(value).isEqualTo(expected);
    }

    @ParameterizedTest(name = "trade_id {0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "2209420, 2209420",
                "`\"2209420\"`, 2209420",
                "0, 0",
                "`\"007\"`, 007",
                "`\"a-b_c/1\"`, a-b_c/1",
                "`\"a\\/b\"`, a/b",
                "123456789012345678, 123456789012345678",
                "1234567890123456789012, 1234567890123456789012",
                "-5, -5",
                "`\"\"`, ``",
                "null, ``",
            })
    void keepsTheTradeIdAsTheVenueWroteIt(String text, String expected) {
        assertThat(Reading.of(itemWith("trade_id", text)).trades.get(0).tradeId())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "side {0}")
    @CsvSource({"B, BUY", "buy, BUY", "A, SELL", "sell, SELL", "N, NONE", "none, NONE"})
    void readsSides(String text, Side side) {
        assertThat(Reading.of(itemWith("side", "\"" + text + "\""))
                        .trades
                        .get(0)
                        .side())
                .isEqualTo(side);
    }

    @Test
    void readsEscapesInNamesAndTexts() {
        Reading reading =
                Reading.of("{\"s\\u0079mbol\":\"BTC\\/\\u0055SD\",\"venue\":\"X\",\"ts_event\":1385337600000000001,"
                        + "\"price\":1,\"size\":1}");

        assertThat(reading.trades.get(0).symbol()).isEqualTo("BTC/USD");
    }

    @Test
    void readsSymbolsOfOptions() {
        assertThat(Reading.of(itemWith("symbol", "\"AAPL  240119C00150000\""))
                        .trades
                        .get(0)
                        .symbol())
                .isEqualTo("AAPL  240119C00150000");
    }

    @ParameterizedTest(name = "{0} = {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "symbol | null                | MISSING_FIELD | symbol is missing",
                "symbol | 5                   | WRONG_TYPE    | symbol has the wrong type: 5",
                "symbol | true                | WRONG_TYPE    | symbol has the wrong type: true",
                "symbol | `\"\"`              | BAD_SYMBOL    | symbol is not 1 to 64 printable ASCII characters: ",
                "symbol | `\" A\"`            | BAD_SYMBOL    | symbol is not 1 to 64 printable ASCII characters:  A",
                "symbol | `\"é\"`             | BAD_SYMBOL    | symbol is not 1 to 64 printable ASCII characters: ??",
                "symbol | `\"\\u00e9\"`       | BAD_SYMBOL    | symbol is not 1 to 64 printable ASCII characters: ??",
                "symbol | `\"a\\nb\"`         | BAD_SYMBOL    | symbol is not 1 to 64 printable ASCII characters: a?b",
                "symbol | `\"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm\"` | BAD_SYMBOL | `symbol is not 1 to 64 printable ASCII characters: abcdefghijklmnopqrstuvwxyzabcdefghijklmn...`",
                "venue  | `\"\"`              | BAD_VENUE     | venue is not 1 to 32 printable ASCII characters: ",
                "side   | `\"S\"`             | BAD_SIDE      | side is none of B, A, N, buy, sell, none: S",
                "side   | 1                   | WRONG_TYPE    | side has the wrong type: 1",
                "conditions | `[\"@\"]`       | WRONG_TYPE    | conditions has the wrong type: [\"@\"]",
                "trade_id   | 1.5             | WRONG_TYPE    | trade_id has the wrong type: 1.5",
                "trade_id   | {}              | WRONG_TYPE    | trade_id has the wrong type: {}",
                "trade_id   | `\"é\"`         | BAD_TRADE_ID  | trade_id is not 0 to 64 printable ASCII characters: ??",
                "price  | null                | MISSING_FIELD | price is missing",
                "price  | true                | WRONG_TYPE    | price has the wrong type: true",
                "price  | []                  | WRONG_TYPE    | price has the wrong type: []",
                "price  | {\"a\":[1]}         | WRONG_TYPE    | price has the wrong type: {\"a\":[1]}",
                "price  | NaN                 | NOT_A_NUMBER  | price is not a number: NaN",
                "price  | -Infinity           | NOT_A_NUMBER  | price is not a number: -Infinity",
                "price  | `\"NaN\"`           | NOT_A_NUMBER  | price is not a number: NaN",
                "price  | `\"\"`              | NOT_A_NUMBER  | price is not a number: ",
                "price  | `\"1,5\"`           | NOT_A_NUMBER  | price is not a number: 1,5",
                "price  | `\"0x10\"`          | NOT_A_NUMBER  | price is not a number: 0x10",
                "price  | 1.2.3               | NOT_A_NUMBER  | price is not a number: 1.2.3",
                "price  | 01                  | NOT_A_NUMBER  | price is not a number: 01",
                "price  | 1.                  | NOT_A_NUMBER  | price is not a number: 1.",
                "price  | -1                  | NEGATIVE      | price is negative: -1",
                "price  | -0.0000000001       | NEGATIVE      | price is negative: -0.0000000001",
                "price  | 1.0000000001        | TOO_PRECISE   | price has more than 9 decimal places: 1.0000000001",
                "price  | 9223372036.854775808| TOO_LARGE     | price is too large: 9223372036.854775808",
                "price  | 1e999999999         | TOO_LARGE     | price is too large: 1e999999999",
                "price  | 0                   | ABSURD_PRICE  | price is not above 0 and at most 5000000000: 0",
                "price  | 5000000000.01       | ABSURD_PRICE  | price is not above 0 and at most 5000000000: 5000000000.01",
                "size   | -1                  | NEGATIVE      | size is negative: -1",
                "size   | 0.000000001         | TOO_PRECISE   | size has more than 8 decimal places: 0.000000001",
                "size   | 1e11                | TOO_LARGE     | size is too large: 1e11",
                "sequence | -1                | NEGATIVE      | sequence is negative: -1",
                "sequence | 1.5               | WRONG_TYPE    | sequence has the wrong type: 1.5",
                "sequence | 9223372036854775808 | TOO_LARGE   | sequence is too large: 9223372036854775808",
                "ts_event | null              | MISSING_FIELD | ts_event is missing",
                "ts_event | 1385337600        | TS_WRONG_UNIT | ts_event is not in nanoseconds since the epoch: 1385337600, which looks like seconds (see ts_unit)",
                "ts_event | 1385337600000     | TS_WRONG_UNIT | ts_event is not in nanoseconds since the epoch: 1385337600000, which looks like milliseconds (see ts_unit)",
                "ts_event | 1385337600000000  | TS_WRONG_UNIT | ts_event is not in nanoseconds since the epoch: 1385337600000000, which looks like microseconds (see ts_unit)",
                "ts_event | 0                 | TS_TOO_OLD    | ts_event is before 1990-01-01T00:00:00Z: 0",
                "ts_event | -1                | TS_TOO_OLD    | ts_event is before 1990-01-01T00:00:00Z: -1",
                "ts_event | `\"1989-12-31T23:59:59.999999999Z\"` | TS_TOO_OLD | ts_event is before 1990-01-01T00:00:00Z: 1989-12-31T23:59:59.999999999Z",
                "ts_event | `\"0001-01-01T00:00:00Z\"`  | TS_TOO_OLD | ts_event is before 1990-01-01T00:00:00Z: 0001-01-01T00:00:00Z",
                "ts_event | `\"9999-12-31T23:59:59Z\"`  | TS_IN_FUTURE | ts_event is more than 60000 ms ahead of our clock: 9999-12-31T23:59:59Z",
                "ts_event | 1767225660000000001         | TS_IN_FUTURE | ts_event is more than 60000 ms ahead of our clock: 1767225660000000001",
                "ts_event | 13853376000000000000        | TS_IN_FUTURE | ts_event is more than 60000 ms ahead of our clock: 13853376000000000000",
                "ts_recv  | 1767225660000000001         | TS_IN_FUTURE | ts_recv is more than 60000 ms ahead of our clock: 1767225660000000001",
                "ts_event | 1385337600.5                | BAD_TIMESTAMP | ts_event is neither a number of the given unit since the epoch nor an RFC 3339 time: 1385337600.5",
                "ts_event | `\"yesterday\"`             | BAD_TIMESTAMP | ts_event is neither a number of the given unit since the epoch nor an RFC 3339 time: yesterday",
                "ts_event | `\"2013-02-29T00:00:00Z\"`  | BAD_TIMESTAMP | ts_event is neither a number of the given unit since the epoch nor an RFC 3339 time: 2013-02-29T00:00:00Z",
                "ts_event | `\"2013-11-25T00:00:00\"`   | BAD_TIMESTAMP | ts_event is neither a number of the given unit since the epoch nor an RFC 3339 time: 2013-11-25T00:00:00",
                "ts_event | `\"2013-11-25T24:00:00Z\"`  | BAD_TIMESTAMP | ts_event is neither a number of the given unit since the epoch nor an RFC 3339 time: 2013-11-25T24:00:00Z",
                "ts_event | `\"2013-11-25T00:00:00.0000000001Z\"` | TOO_PRECISE | ts_event has more than 9 decimal places: 2013-11-25T00:00:00.0000000001Z",
                "ts_event | true                        | WRONG_TYPE    | ts_event has the wrong type: true",
                "tradeid  | 5                           | UNKNOWN_FIELD | unknown field: tradeid",
                "symbols  | 5                           | UNKNOWN_FIELD | unknown field: symbols",
                "conditionz | `\"\"`                    | UNKNOWN_FIELD | unknown field: conditionz",
            })
    void refusesOnlyTheBadItem(String field, String value, RejectCode code, String message) {
        String good = "{" + GOOD + "}";

        Reading reading = Reading.of("[" + good + "," + itemWith(field, value) + "," + good + "]");

        assertThat(reading.rejected).containsExactly("1 " + code);
        assertThat(reading.messages).containsExactly(message == null ? "" : message + trailing(message, value));
        assertThat(reading.indices).containsExactly(0L, 2L);
        assertThat(reading.stop).isNull();
    }

    /** The table's cells are stripped: give back the space or nothing that ends a message about an empty text. */
    private static String trailing(String message, String value) {
        return message.endsWith(":") && value.equals("\"\"") ? " " : "";
    }

    @Test
    void acceptsTheLastTimeThatIsNotInTheFuture() {
        assertThat(Reading.of(itemWith("ts_event", "1767225660000000000")).trades)
                .hasSize(1);
    }

    @Test
    void refusesAFieldGivenTwice() {
        Reading reading = Reading.of("[{" + GOOD + ",\"price\":1},{" + GOOD + "}]");

        assertThat(reading.rejected).containsExactly("0 DUPLICATE_FIELD");
        assertThat(reading.indices).containsExactly(1L);
    }

    @Test
    void namesTheFirstOfSeveralProblems() {
        Reading reading = Reading.of("{\"price\":-1,\"size\":\"x\",\"foo\":1}");

        assertThat(reading.rejected).containsExactly("0 NEGATIVE");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] body = ("[{" + GOOD + ",\"conditions\":\"?\"},{" + GOOD + "}]").getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xFF;

        Reading reading = Reading.of(body, false);

        assertThat(reading.rejected).containsExactly("0 INVALID_UTF8");
        assertThat(reading.indices).containsExactly(1L);
    }

    private static String itemWith(String field, String value) {
        String rest = GOOD.replaceFirst("\"" + field + "\":[^,]*,?", "");
        return "{" + rest + (rest.endsWith(",") ? "" : ",") + "\"" + field + "\":" + value + "}";
    }
}
