package io.tapeline.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventKindTest {
    private static final String QUOTE = "\"symbol\":\"S\",\"venue\":\"V\",\"ts_event\":1385337600000000001";
    private static final String AMENDED =
            "\"symbol\":\"S\",\"venue\":\"V\",\"trade_id\":7,\"ts_original\":1385337600000000001,\"ts_event\":1385337660000000000";

    private static Reading read(@Nullable EventKind kind, String body) {
        EventParser parser = new EventParser(EventRules.DEFAULT, kind, TimestampUnit.NS);
        JsonReader reader = new JsonReader(parser, true, EventRules.DEFAULT, Long.MAX_VALUE, () -> Reading.NOW);
        return new Reading().read(reader, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsAQuoteOfBothSides() {
        Reading reading = read(
                EventKind.QUOTE,
                "{" + QUOTE
                        + ",\"bid_price\":1.5,\"bid_size\":\"2\",\"ask_price\":\"1.6\",\"ask_size\":3,\"ts_recv\":1385337600000000002,"
                        + "\"sequence\":9,\"conditions\":\"R\"}");

        assertThat(reading.rejected).isEmpty();
        assertThat(reading.events)
                .containsExactly(new Quote(
                        "S",
                        "V",
                        1385337600000000001L,
                        1385337600000000002L,
                        0,
                        1_500_000_000L,
                        200_000_000L,
                        1_600_000_000L,
                        300_000_000L,
                        9,
                        "R"));
    }

    @Test
    void readsAQuoteOfOneSideAndForgetsTheOtherOfTheItemBefore() {
        Reading reading = read(
                EventKind.QUOTE,
                "{" + QUOTE + ",\"bid_price\":1,\"bid_size\":2,\"ask_price\":3,\"ask_size\":4}\n{" + QUOTE
                        + ",\"ask_price\":5,\"ask_size\":6}\n{" + QUOTE + ",\"bid_price\":7,\"bid_size\":8}");

        assertThat(reading.events)
                .extracting(event -> ((Quote) event).bidPrice() + " " + ((Quote) event).askPrice())
                .containsExactly("1000000000 3000000000", "0 5000000000", "7000000000 0");
    }

    @Test
    void readsACorrection() {
        Reading reading = read(
                EventKind.CORRECTION,
                "{" + AMENDED + ",\"price\":1.5,\"size\":2,\"side\":\"B\",\"ts_trade\":1385337601000000000}\n{"
                        + AMENDED + ",\"price\":1.5,\"size\":2}");

        assertThat(reading.rejected).isEmpty();
        assertThat(reading.events)
                .containsExactly(
                        correction(1385337601000000000L, Side.BUY), correction(1385337600000000001L, Side.NONE));
    }

    private static TradeCorrection correction(long tsTrade, Side side) {
        Trade trade = new Trade("S", "V", tsTrade, Reading.NOW, 0, 1_500_000_000L, 200_000_000L, side, 0, "7", "");
        return new TradeCorrection(1385337600000000001L, 1385337660000000000L, trade);
    }

    @Test
    void readsACancel() {
        assertThat(read(EventKind.CANCEL, "{" + AMENDED + "}").events)
                .containsExactly(new TradeCancel("S", "V", "7", 1385337600000000001L, 1385337660000000000L, 0));
    }

    @Test
    void tellsTheKindByTheTypeWhereverItStands() {
        Reading reading = read(
                null,
                "{\"type\":\"trade\"," + QUOTE + ",\"price\":1,\"size\":2}\n{" + QUOTE
                        + ",\"bid_price\":1,\"bid_size\":2,\"type\":\"quote\"}\n{" + AMENDED + ",\"type\":\"cancel\"}");

        assertThat(reading.rejected).isEmpty();
        assertThat(reading.events).hasExactlyElementsOfTypes(Trade.class, Quote.class, TradeCancel.class);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "QUOTE      | `QUOTE`                                  | MISSING_FIELD | bid_price is missing",
                "QUOTE      | `QUOTE,\"bid_price\":1`                  | MISSING_FIELD | bid_size is missing",
                "QUOTE      | `QUOTE,\"ask_size\":1`                   | MISSING_FIELD | ask_price is missing",
                "QUOTE      | `QUOTE,\"bid_price\":-1,\"bid_size\":1`  | NEGATIVE      | bid_price is negative: -1",
                "QUOTE      | `QUOTE,\"ask_price\":6e9,\"ask_size\":1` | ABSURD_PRICE  | ask_price is not above 0 and at most 5000000000: 6e9",
                "QUOTE      | `QUOTE,\"bid_size\":0.000000001`         | TOO_PRECISE   | bid_size has more than 8 decimal places: 0.000000001",
                "QUOTE      | `QUOTE,\"price\":1`                      | UNKNOWN_FIELD | price is no field of this kind of event",
                "QUOTE      | `QUOTE,\"type\":\"trade\"`               | BAD_TYPE      | type is none that is taken here: trade",
                "TRADE      | `QUOTE,\"price\":1,\"size\":1,\"bid_size\":1` | UNKNOWN_FIELD | bid_size is no field of this kind of event",
                "CORRECTION | `AMENDED,\"size\":1`                     | MISSING_FIELD | price is missing",
                "CORRECTION | `AMENDED,\"price\":0,\"size\":1`         | ABSURD_PRICE  | price is not above 0 and at most 5000000000: 0",
                "CANCEL     | `AMENDED,\"ts_recv\":1385337660000000000` | UNKNOWN_FIELD | ts_recv is no field of this kind of event",
                "CANCEL     | `QUOTE`                                  | MISSING_FIELD | trade_id is missing",
                "           | `QUOTE,\"price\":1,\"size\":1`           | MISSING_FIELD | type is missing",
                "           | `QUOTE,\"type\":\"bar\"`                 | BAD_TYPE      | type is none that is taken here: bar",
                "           | `QUOTE,\"type\":7`                       | WRONG_TYPE    | type has the wrong type: 7",
            })
    void refusesWhatTheKindIsNot(@Nullable EventKind kind, String fields, RejectCode code, String message) {
        Reading reading = read(kind, "{" + fields.replace("QUOTE", QUOTE).replace("AMENDED", AMENDED) + "}");

        assertThat(reading.rejected).containsExactly("0 " + code);
        assertThat(reading.messages).containsExactly(message);
        assertThat(reading.events).isEmpty();
    }

    @Test
    void refusesAnEmptyIdWhereOneIsNeeded() {
        Reading reading = read(EventKind.CANCEL, "{" + AMENDED.replace(":7,", ":\"\",") + "}");

        assertThat(reading.rejected).containsExactly("0 MISSING_FIELD");
    }
}
