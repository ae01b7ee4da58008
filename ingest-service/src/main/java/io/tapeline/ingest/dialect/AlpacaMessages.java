package io.tapeline.ingest.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Alpaca's real-time stock and crypto data ("Real-time Stock Data", docs.alpaca.markets): arrays of messages with a type
 * {@code T}. A stock's trade names its exchange, which is the venue, and no side; a crypto trade has no exchange and a
 * taker's side.
 */
final class AlpacaMessages implements VenueMessages {
    /** The venue where a message names no exchange. */
    private static final String NO_EXCHANGE = "ALPACA";
    /** The venue of a quote whose bid and ask stand at different exchanges: the consolidated best. */
    private static final String CONSOLIDATED = "NBBO";

    private static final Properties EXCHANGES = exchanges();

    @Override
    public void read(JsonNode message, EventWriter events) {
        if (message.isArray()) {
            for (JsonNode element : message) {
                if (events.wantsMore()) {
                    readOne(element, events);
                }
            }
        } else {
            readOne(message, events);
        }
    }

    private static void readOne(JsonNode message, EventWriter events) {
        String type = message.path("T").asText();
        switch (type) {
            case "t" -> trade(message, events);
            case "q" -> quote(message, events);
            case "c" -> correction(message, events);
            case "x" -> cancel(message, events);
            case "success", "subscription", "error" -> {}
            default -> events.unsupported(type.isEmpty() ? message.toString() : "T=" + type);
        }
    }

    private static void trade(JsonNode message, EventWriter events) {
        events.begin(EventKind.TRADE)
                .set(Field.SYMBOL, message.get("S"))
                .set(Field.VENUE, venue(message.path("x")))
                .set(Field.TS_EVENT, message.get("t"))
                .set(Field.PRICE, message.get("p"))
                .set(Field.SIZE, message.get("s"))
                .set(Field.TRADE_ID, message.get("i"));
        JsonNode taker = message.path("tks");
        if (taker.isTextual()) {
            events.set(Field.SIDE, taker.asText().equals("S") ? "A" : taker.asText());
        }
        conditions(message.path("c"), events);
        events.end();
    }

    private static void quote(JsonNode message, EventWriter events) {
        events.begin(EventKind.QUOTE)
                .set(Field.SYMBOL, message.get("S"))
                .set(Field.VENUE, quoteVenue(message.path("bx"), message.path("ax")))
                .set(Field.TS_EVENT, message.get("t"))
                .set(Field.BID_PRICE, message.get("bp"))
                .set(Field.BID_SIZE, message.get("bs"))
                .set(Field.ASK_PRICE, message.get("ap"))
                .set(Field.ASK_SIZE, message.get("as"));
        conditions(message.path("c"), events);
        events.end();
    }

    /** The message has one time and does not say whose: it stands for the original's, the correction's and the trade's. */
    private static void correction(JsonNode message, EventWriter events) {
        events.begin(EventKind.CORRECTION)
                .set(Field.SYMBOL, message.get("S"))
                .set(Field.VENUE, venue(message.path("x")))
                .set(Field.TRADE_ID, message.get("oi"))
                .set(Field.TS_ORIGINAL, message.get("t"))
                .set(Field.TS_EVENT, message.get("t"))
                .set(Field.PRICE, message.get("cp"))
                .set(Field.SIZE, message.get("cs"));
        conditions(message.path("cc"), events);
        events.end();
    }

    private static void cancel(JsonNode message, EventWriter events) {
        events.begin(EventKind.CANCEL)
                .set(Field.SYMBOL, message.get("S"))
                .set(Field.VENUE, venue(message.path("x")))
                .set(Field.TRADE_ID, message.get("i"))
                .set(Field.TS_ORIGINAL, message.get("t"))
                .set(Field.TS_EVENT, message.get("t"))
                .end();
    }

    @Override
    public void readTrade(String symbol, JsonNode row, EventWriter events) {
        events.begin(EventKind.TRADE)
                .set(Field.SYMBOL, symbol)
                .set(Field.VENUE, venue(row.path("x")))
                .set(Field.TS_EVENT, row.get("t"))
                .set(Field.PRICE, row.get("p"))
                .set(Field.SIZE, row.get("s"))
                .set(Field.TRADE_ID, row.get("i"));
        conditions(row.path("c"), events);
        events.end();
    }

    private static String venue(JsonNode code) {
        String letter = code.asText().strip();
        return letter.isEmpty() ? NO_EXCHANGE : EXCHANGES.getProperty(letter, letter);
    }

    private static String quoteVenue(JsonNode bid, JsonNode ask) {
        String bidVenue = venue(bid);
        String askVenue = venue(ask);
        if (bidVenue.equals(askVenue) || askVenue.equals(NO_EXCHANGE)) {
            return bidVenue;
        }
        return bidVenue.equals(NO_EXCHANGE) ? askVenue : CONSOLIDATED;
    }

    /** Codes with commas between them; the blank one, which says that nothing is special, is left out. */
    private static void conditions(JsonNode codes, EventWriter events) {
        if (codes.isArray() && isText(codes)) {
            events.set(
                    Field.CONDITIONS,
                    StreamSupport.stream(codes.spliterator(), false)
                            .map(code -> code.asText().strip())
                            .filter(code -> !code.isEmpty())
                            .collect(Collectors.joining(",")));
        } else {
            events.set(Field.CONDITIONS, codes);
        }
    }

    private static boolean isText(JsonNode codes) {
        for (JsonNode code : codes) {
            if (!code.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static Properties exchanges() {
        Properties table = new Properties();
        try (InputStream in = AlpacaMessages.class.getResourceAsStream("alpaca-exchanges.properties")) {
            if (in == null) {
                throw new IllegalStateException("alpaca-exchanges.properties is not on the class path");
            }
            table.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
