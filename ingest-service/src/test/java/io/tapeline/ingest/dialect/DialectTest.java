package io.tapeline.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.EventSink;
import io.tapeline.ingest.parse.JsonReader;
import io.tapeline.ingest.parse.ParsedEvent;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.Stop;
import io.tapeline.model.FixedPoint;
import io.tapeline.model.MarketEvent;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The venues' documented messages, as their documentation prints them, and what they are to become, written by hand. */
class DialectTest {
    private static final long NOW = nanos("2026-01-01T00:00:00Z");

    private final List<MarketEvent> events = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();

    private @Nullable Stop stop;
    private @Nullable EventKind expected;
    private MissingTime missingTime = MissingTime.OUR_CLOCK;
    private boolean lines;

    // Alpaca: docs.alpaca.markets, "Real-time Stock Data".

    @Test
    void readsAlpacasTrade() {
        read(Dialect.ALPACA, """
                {
                  "T": "t",
                  "i": 96921,
                  "S": "AAPL",
                  "x": "D",
                  "p": 126.55,
                  "s": 1,
                  "t": "2021-02-22T15:51:44.208Z",
                  "c": ["@", "I"],
                  "z": "C"
                }
                """);

        assertThat(events)
                .containsExactly(
                        trade("AAPL", "XADF", "2021-02-22T15:51:44.208Z", "126.55", "1", Side.NONE, 0, "96921", "@,I"));
    }

    @Test
    void readsAlpacasQuoteOfTwoExchangesAsConsolidated() {
        read(Dialect.ALPACA, """
                {
                  "T": "q",
                  "S": "AMD",
                  "bx": "U",
                  "bp": 87.66,
                  "bs": 1,
                  "ax": "Q",
                  "ap": 87.68,
                  "as": 4,
                  "t": "2021-02-22T15:51:45.335689322Z",
                  "c": ["R"],
                  "z": "C"
                }
                """);

        assertThat(events)
                .containsExactly(
                        quote("AMD", "NBBO", "2021-02-22T15:51:45.335689322Z", "87.66", "1", "87.68", "4", 0, "R"));
    }

    @Test
    void readsAlpacasCorrection() {
        read(Dialect.ALPACA, """
                {
                  "T": "c",
                  "S": "EEM",
                  "x": "M",
                  "oi": 52983525033527,
                  "op": 39.1582,
                  "os": 440000,
                  "oc": [
                    " ",
                    "7"
                  ],
                  "ci": 52983525034326,
                  "cp": 39.1809,
                  "cs": 440000,
                  "cc": [
                    " ",
                    "7"
                  ],
                  "z": "B",
                  "t": "2023-04-06T14:25:06.542305024Z"
                }
                """);

        long time = nanos("2023-04-06T14:25:06.542305024Z");
        assertThat(events)
                .containsExactly(new TradeCorrection(
                        time,
                        time,
                        trade(
                                "EEM",
                                "XCHI",
                                "2023-04-06T14:25:06.542305024Z",
                                "39.1809",
                                "440000",
                                Side.NONE,
                                0,
                                "52983525033527",
                                "7")));
    }

    @Test
    void readsAlpacasCancel() {
        read(Dialect.ALPACA, """
                {
                  "T": "x",
                  "S": "GOOGL",
                  "i": 465,
                  "x": "D",
                  "p": 105.31,
                  "s": 300,
                  "a": "C",
                  "z": "C",
                  "t": "2023-04-06T13:15:42.83540958Z"
                }
                """);

        long time = nanos("2023-04-06T13:15:42.83540958Z");
        assertThat(events).containsExactly(new TradeCancel("GOOGL", "XADF", "465", time, time, 0));
    }

    @Test
    void readsALineOfAlpacasAsAnArrayOfMessages() {
        lines = true;

        read(Dialect.ALPACA, """
                [{"T":"success","msg":"connected"}]
                [{"T":"subscription","trades":["AAPL"],"quotes":["AMD"]}]
                [{"T":"t","i":1,"S":"A","x":"V","p":1,"s":1,"t":"2021-02-22T15:51:44Z"},{"T":"t","i":2,"S":"A","x":"?","p":1,"s":1,"t":"2021-02-22T15:51:44Z"}]
                [{"T":"b","S":"SPY","o":388.985}, 7]
                """);

        assertThat(events).extracting(event -> ((Trade) event).venue()).containsExactly("IEXG", "?");
        assertThat(rejected).containsExactly("3 UNSUPPORTED_MESSAGE", "3 UNSUPPORTED_MESSAGE");
    }

    @Test
    void readsAlpacasCryptoTradeWithItsTaker() {
        read(
                Dialect.ALPACA,
                "{\"T\":\"t\",\"S\":\"AVAX/USD\",\"p\":47.299,\"s\":29.205707815,\"t\":\"2024-03-12T10:27:48.858228144Z\","
                        + "\"i\":3447222699101865076,\"tks\":\"S\"}");

        assertThat(rejected).containsExactly("0 TOO_PRECISE");

        read(
                Dialect.ALPACA,
                "{\"T\":\"t\",\"S\":\"AVAX/USD\",\"p\":47.299,\"s\":29.2,\"t\":\"2024-03-12T10:27:48.858228144Z\","
                        + "\"i\":3447222699101865076,\"tks\":\"S\"}");

        assertThat(events)
                .containsExactly(trade(
                        "AVAX/USD",
                        "ALPACA",
                        "2024-03-12T10:27:48.858228144Z",
                        "47.299",
                        "29.2",
                        Side.SELL,
                        0,
                        "3447222699101865076",
                        ""));
    }

    // Coinbase Exchange: docs.cdp.coinbase.com, "WebSocket channels".

    @Test
    void readsCoinbasesMatchWithTheTakersSide() {
        read(Dialect.COINBASE, """
                {
                  "type": "match",
                  "trade_id": 10,
                  "sequence": 50,
                  "maker_order_id": "ac928c66-ca53-498f-9c13-a110027a60e8",
                  "taker_order_id": "132fb6ae-456b-4654-b4e0-d681ac05cea1",
                  "time": "2014-11-07T08:19:27.028459Z",
                  "product_id": "BTC-USD",
                  "size": "5.23512",
                  "price": "400.23",
                  "side": "sell"
                }
                """);

        // "If the side is sell this indicates the maker was a sell order and the match is considered an up-tick."
        assertThat(events)
                .containsExactly(trade(
                        "BTC-USD",
                        "COINBASE",
                        "2014-11-07T08:19:27.028459Z",
                        "400.23",
                        "5.23512",
                        Side.BUY,
                        50,
                        "10",
                        ""));
    }

    @Test
    void takesTheBuyerOfCoinbasesMatchForTheMaker() {
        // "A buy side match is a down-tick."
        read(
                Dialect.COINBASE,
                "{\"type\":\"last_match\",\"trade_id\":10,\"time\":\"2014-11-07T08:19:27Z\",\"product_id\":\"BTC-USD\","
                        + "\"size\":\"1\",\"price\":\"1\",\"side\":\"buy\"}");

        assertThat(events).extracting(event -> ((Trade) event).side()).containsExactly(Side.SELL);
    }

    @Test
    void readsCoinbasesTickerAsAQuote() {
        read(Dialect.COINBASE, """
                {
                  "type": "ticker",
                  "sequence": 37475248783,
                  "product_id": "ETH-USD",
                  "price": "1285.22",
                  "open_24h": "1310.79",
                  "volume_24h": "245532.79269678",
                  "low_24h": "1280.52",
                  "high_24h": "1313.8",
                  "volume_30d": "9788783.60117027",
                  "best_bid": "1285.04",
                  "best_bid_size": "0.46688654",
                  "best_ask": "1285.27",
                  "best_ask_size": "1.56637040",
                  "side": "buy",
                  "time": "2022-10-19T23:28:22.061769Z",
                  "trade_id": 370843401,
                  "last_size": "11.4396987"
                }
                """);

        assertThat(events)
                .containsExactly(quote(
                        "ETH-USD",
                        "COINBASE",
                        "2022-10-19T23:28:22.061769Z",
                        "1285.04",
                        "0.46688654",
                        "1285.27",
                        "1.5663704",
                        37_475_248_783L,
                        ""));
    }

    @Test
    void readsCoinbasesListOfTrades() throws IOException {
        readRest(Dialect.COINBASE, "BTC-USD", """
                {
                  "time": "2020-03-20T00:36:59.860Z",
                  "trade_id": 86327327,
                  "price": "6225.32000000",
                  "size": "0.06469797",
                  "side": "sell"
                }
                """);

        assertThat(events)
                .containsExactly(trade(
                        "BTC-USD",
                        "COINBASE",
                        "2020-03-20T00:36:59.860Z",
                        "6225.32",
                        "0.06469797",
                        Side.BUY,
                        86_327_327,
                        "86327327",
                        ""));
    }

    // Binance: github.com/binance/binance-spot-api-docs, "Web Socket Streams for Binance".

    private static final String BINANCE_TRADE = """
            {
              "e": "trade",
              "E": 1672515782136,
              "s": "BNBBTC",
              "t": 12345,
              "p": "0.001",
              "q": "100",
              "b": 88,
              "a": 50,
              "T": 1672515782136,
              "m": true,
              "M": true
            }
            """;

    @Test
    void readsBinancesTradeWithTheTakersSide() {
        read(Dialect.BINANCE, BINANCE_TRADE);

        assertThat(events)
                .containsExactly(trade(
                        "BNBBTC",
                        "BINANCE",
                        "2022-12-31T19:43:02.136Z",
                        "0.001",
                        "100",
                        Side.SELL,
                        12345,
                        "12345",
                        ""));
    }

    @Test
    void takesBinancesMicrosecondsForWhatTheyAre() {
        read(Dialect.BINANCE, BINANCE_TRADE.replace("1672515782136", "1672515782136001"));

        assertThat(events).extracting(MarketEvent::tsEvent).containsExactly(nanos("2022-12-31T19:43:02.136001Z"));
    }

    @Test
    void readsBinancesAggregateTradeInACombinedStream() {
        read(Dialect.BINANCE, """
                {"stream":"bnbbtc@aggTrade","data":{
                  "e": "aggTrade",
                  "E": 1672515782136,
                  "s": "BNBBTC",
                  "a": 12345,
                  "p": "0.001",
                  "q": "100",
                  "f": 100,
                  "l": 105,
                  "T": 1672515782136,
                  "m": false,
                  "M": true
                }}
                """);

        assertThat(events)
                .containsExactly(trade(
                        "BNBBTC", "BINANCE", "2022-12-31T19:43:02.136Z", "0.001", "100", Side.BUY, 12345, "12345", ""));
    }

    private static final String BOOK_TICKER = """
            {
              "u":400900217,
              "s":"BNBUSDT",
              "b":"25.35190000",
              "B":"31.21000000",
              "a":"25.36520000",
              "A":"40.66000000"
            }
            """;

    @Test
    void givesBinancesBookTickerOurClock() {
        read(Dialect.BINANCE, BOOK_TICKER);

        assertThat(events)
                .containsExactly(quote(
                        "BNBUSDT",
                        "BINANCE",
                        "2026-01-01T00:00:00Z",
                        "25.3519",
                        "31.21",
                        "25.3652",
                        "40.66",
                        400_900_217L,
                        ""));
    }

    @Test
    void refusesBinancesBookTickerInAReplay() {
        missingTime = MissingTime.REFUSED;

        read(Dialect.BINANCE, BOOK_TICKER);

        assertThat(rejected).containsExactly("0 MISSING_FIELD");
    }

    @Test
    void readsBinancesListOfTrades() throws IOException {
        readRest(
                Dialect.BINANCE,
                "BNBBTC",
                "{\"id\":28457,\"price\":\"4.00000100\",\"qty\":\"12.00000000\",\"quoteQty\":\"48.000012\","
                        + "\"time\":1499865549590,\"isBuyerMaker\":true,\"isBestMatch\":true}");
        readRest(
                Dialect.BINANCE,
                "BNBBTC",
                "{\"a\":26129,\"p\":\"0.01633102\",\"q\":\"4.70443515\",\"f\":27781,\"l\":27781,"
                        + "\"T\":1498793709153,\"m\":true,\"M\":true}");

        assertThat(events)
                .containsExactly(
                        trade(
                                "BNBBTC",
                                "BINANCE",
                                "2017-07-12T13:19:09.590Z",
                                "4.000001",
                                "12",
                                Side.SELL,
                                28457,
                                "28457",
                                ""),
                        trade(
                                "BNBBTC",
                                "BINANCE",
                                "2017-06-30T03:35:09.153Z",
                                "0.01633102",
                                "4.70443515",
                                Side.SELL,
                                26129,
                                "26129",
                                ""));
    }

    // Kraken: docs.kraken.com, "Trades" and "Ticker (Level 1)" of the WebSocket API v2.

    @Test
    void readsKrakensSnapshotOfTrades() {
        read(Dialect.KRAKEN, """
                {
                  "channel": "trade",
                  "type": "snapshot",
                  "data": [
                    {
                      "symbol": "MATIC/USD",
                      "side": "buy",
                      "price": 0.5147,
                      "qty": 6423.46326,
                      "ord_type": "limit",
                      "trade_id": 4665846,
                      "timestamp": "2023-09-25T07:48:36.925533Z"
                    },
                    {
                      "symbol": "MATIC/USD",
                      "side": "sell",
                      "price": 0.5147,
                      "qty": 1136.19677815,
                      "ord_type": "limit",
                      "trade_id": 4665847,
                      "timestamp": "2023-09-25T07:49:36.925603Z"
                    }
                  ]
                }
                """);

        assertThat(events)
                .containsExactly(
                        trade(
                                "MATIC/USD",
                                "KRAKEN",
                                "2023-09-25T07:48:36.925533Z",
                                "0.5147",
                                "6423.46326",
                                Side.BUY,
                                4_665_846,
                                "4665846",
                                ""),
                        trade(
                                "MATIC/USD",
                                "KRAKEN",
                                "2023-09-25T07:49:36.925603Z",
                                "0.5147",
                                "1136.19677815",
                                Side.SELL,
                                4_665_847,
                                "4665847",
                                ""));
    }

    @Test
    void readsKrakensTickerAsAQuote() {
        read(Dialect.KRAKEN, """
                {
                  "channel": "ticker",
                  "type": "update",
                  "data": [
                    {
                      "symbol": "ALGO/USD",
                      "bid": 0.10025,
                      "bid_qty": 740.0,
                      "ask": 0.10035,
                      "ask_qty": 740.0,
                      "last": 0.10035,
                      "volume": 997038.98383185,
                      "vwap": 0.10148,
                      "low": 0.09979,
                      "high": 0.10285,
                      "change": -0.00017,
                      "change_pct": -0.17,
                      "timestamp": "2023-09-25T09:04:31.742648Z"
                    }
                  ]
                }
                """);

        assertThat(events)
                .containsExactly(quote(
                        "ALGO/USD",
                        "KRAKEN",
                        "2023-09-25T09:04:31.742648Z",
                        "0.10025",
                        "740",
                        "0.10035",
                        "740",
                        0,
                        ""));
    }

    @Test
    void readsKrakensListOfTrades() throws IOException {
        readRest(
                Dialect.KRAKEN,
                "BTC/USD",
                "[\"30243.40000\", \"0.34507674\", 1688669597.8277369, \"b\", \"m\", \"\", 61044952]");

        assertThat(events)
                .containsExactly(trade(
                        "BTC/USD",
                        "KRAKEN",
                        "2023-07-06T18:53:17.8277369Z",
                        "30243.4",
                        "0.34507674",
                        Side.BUY,
                        61_044_952,
                        "61044952",
                        ""));
    }

    // Whatever the venue.

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALPACA   | {\"T\":\"success\",\"msg\":\"authenticated\"}",
                "ALPACA   | {\"T\":\"error\",\"code\":405,\"msg\":\"symbol limit exceeded\"}",
                "COINBASE | {\"type\":\"subscriptions\",\"channels\":[{\"name\":\"matches\",\"product_ids\":[\"BTC-USD\"]}]}",
                "COINBASE | {\"type\":\"heartbeat\",\"sequence\":90,\"last_trade_id\":20,\"product_id\":\"BTC-USD\",\"time\":\"2014-11-07T08:19:28.464459Z\"}",
                "BINANCE  | {\"result\":null,\"id\":1}",
                "BINANCE  | {\"code\":2,\"msg\":\"Invalid request: too many parameters\"}",
                "KRAKEN   | {\"channel\":\"heartbeat\"}",
                "KRAKEN   | {\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"system\":\"online\",\"version\":\"2.0.0\"}]}",
                "KRAKEN   | {\"method\":\"subscribe\",\"result\":{\"channel\":\"trade\",\"symbol\":\"BTC/USD\"},\"success\":true}",
            })
    void passesOverWhatOnlyKeepsAStreamGoing(Dialect dialect, String message) {
        read(dialect, message);

        assertThat(events).isEmpty();
        assertThat(rejected).isEmpty();
        assertThat(stop).isNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALPACA   | {\"T\":\"b\"}                              | UNSUPPORTED_MESSAGE",
                "ALPACA   | {}                                         | UNSUPPORTED_MESSAGE",
                "ALPACA   | {\"T\":\"t\",\"S\":\"A\",\"x\":\"V\"}      | MISSING_FIELD",
                "COINBASE | {\"type\":\"l2update\"}                    | UNSUPPORTED_MESSAGE",
                "COINBASE | {\"type\":\"match\",\"product_id\":7}      | WRONG_TYPE",
                "COINBASE | {\"type\":\"match\",\"product_id\":\"A\",\"side\":\"hold\"}         | BAD_SIDE",
                "COINBASE | {\"type\":\"match\",\"price\":\"abc\"}     | NOT_A_NUMBER",
                "COINBASE | {\"type\":\"match\",\"price\":NaN}         | NOT_A_NUMBER",
                "COINBASE | {\"type\":\"match\",\"price\":-1}          | NEGATIVE",
                "COINBASE | {\"type\":\"match\",\"price\":1e400000000} | TOO_LARGE",
                "COINBASE | {\"type\":\"match\",\"price\":1,\"price\":2} | DUPLICATE_FIELD",
                "COINBASE | {\"type\":\"match\",\"time\":\"yesterday\"}  | BAD_TIMESTAMP",
                "COINBASE | {\"type\":\"match\",\"time\":\"2030-01-01T00:00:00Z\"} | TS_IN_FUTURE",
                "BINANCE  | {\"e\":\"kline\"}                          | UNSUPPORTED_MESSAGE",
                "BINANCE  | {\"stream\":\"a\",\"data\":[]}             | UNSUPPORTED_MESSAGE",
                "BINANCE  | {\"e\":\"trade\",\"m\":\"yes\"}            | BAD_SIDE",
                "BINANCE  | {\"e\":\"trade\",\"m\":1}                  | WRONG_TYPE",
                "BINANCE  | {\"e\":\"trade\",\"T\":true}               | WRONG_TYPE",
                "BINANCE  | {\"e\":\"trade\",\"T\":123456785}          | TS_TOO_OLD",
                "BINANCE  | {\"e\":\"trade\",\"t\":1.5}                | WRONG_TYPE",
                "BINANCE  | {\"e\":\"trade\",\"s\":[\"A\"]}            | WRONG_TYPE",
                "KRAKEN   | {\"channel\":\"book\"}                     | UNSUPPORTED_MESSAGE",
                "KRAKEN   | {\"channel\":\"trade\"}                    | UNSUPPORTED_MESSAGE",
                "KRAKEN   | {\"channel\":\"trade\",\"data\":[7]}       | UNSUPPORTED_MESSAGE",
                "KRAKEN   | {\"channel\":\"trade\",\"data\":[{}]}      | MISSING_FIELD",
            })
    void rejectsWhatIsNoEvent(Dialect dialect, String message, RejectCode code) {
        read(dialect, message);

        assertThat(events).isEmpty();
        assertThat(rejected).containsExactly("0 " + code);
        assertThat(stop).isNull();
    }

    @Test
    void rejectsEventsOfAnotherKindThanExpected() {
        expected = EventKind.TRADE;

        read(Dialect.BINANCE, BOOK_TICKER);
        read(Dialect.BINANCE, BINANCE_TRADE);

        assertThat(rejected).containsExactly("0 BAD_TYPE");
        assertThat(events).hasSize(1);
    }

    @Test
    void keepsTheGoodRowsOfAMessage() {
        lines = true;
        String row = "{\"symbol\":\"A\",\"side\":\"buy\",\"price\":%s,\"qty\":1,\"trade_id\":%d,"
                + "\"timestamp\":\"2023-09-25T07:48:36Z\"}";

        read(
                Dialect.KRAKEN,
                "{\"channel\":\"trade\",\"data\":["
                        + row.formatted("1", 1) + "," + row.formatted("-1", 2) + "," + row.formatted("1e-9", 3)
                        + "]}\n{\"channel\":\"trade\" \"data\":[]}\n{\"channel\":\"trade\",\"data\":["
                        + row.formatted("1", 4) + "]}\n{\"channel\":");

        assertThat(events).extracting(event -> ((Trade) event).tradeId()).containsExactly("1", "3", "4");
        assertThat(events.get(1)).extracting(event -> ((Trade) event).price()).isEqualTo(1L);
        assertThat(rejected).containsExactly("0 NEGATIVE", "1 MALFORMED_JSON", "3 TRUNCATED");
    }

    private void read(Dialect dialect, String body) {
        EventRules rules = EventRules.DEFAULT;
        JsonReader reader = new JsonReader(
                new DialectParser(dialect, rules, expected, missingTime), lines, rules, Long.MAX_VALUE, () -> NOW);
        try {
            stop = reader.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), new Collector());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void readRest(Dialect dialect, String symbol, String row) throws IOException {
        DialectReader reader = new DialectReader(dialect, EventRules.DEFAULT, null, MissingTime.REFUSED);
        reader.setNow(NOW);
        reader.readTrade(symbol, DialectReader.parse(row), 0, new Collector());
    }

    private final class Collector implements EventSink {
        @Override
        public boolean accept(long index, ParsedEvent event) {
            events.add(event.toRecord());
            return true;
        }

        @Override
        public void reject(long index, RejectCode code, Supplier<String> message) {
            rejected.add(index + " " + code);
            assertThat(message.get()).isNotBlank();
        }
    }

    private static long nanos(String time) {
        Instant instant = Instant.parse(time);
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private static Trade trade(
            String symbol,
            String venue,
            String time,
            String price,
            String size,
            Side side,
            long sequence,
            String id,
            String conditions) {
        return new Trade(
                symbol,
                venue,
                nanos(time),
                NOW,
                0,
                FixedPoint.price(price),
                FixedPoint.size(size),
                side,
                sequence,
                id,
                conditions);
    }

    private static Quote quote(
            String symbol,
            String venue,
            String time,
            String bidPrice,
            String bidSize,
            String askPrice,
            String askSize,
            long sequence,
            String conditions) {
        return new Quote(
                symbol,
                venue,
                nanos(time),
                NOW,
                0,
                FixedPoint.price(bidPrice),
                FixedPoint.size(bidSize),
                FixedPoint.price(askPrice),
                FixedPoint.size(askSize),
                sequence,
                conditions);
    }
}
