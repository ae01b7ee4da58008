package io.tapeline.live.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.live.board.Board;
import io.tapeline.live.board.LiveBar;
import io.tapeline.live.board.LiveBar.Stage;
import io.tapeline.live.board.SeriesKey;
import io.tapeline.model.Interval;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SeriesKey BTC = new SeriesKey("BTC-USD", Interval.M1);

    private static final Session.Changes NOBODY = new Session.Changes() {
        @Override
        public void subscribed(SeriesKey key) {}

        @Override
        public void unsubscribed(SeriesKey key) {}
    };

    private final Board board = new Board(new Board.Limits(50, 100, 1L << 30));
    private final Set<SeriesKey> wanted = new LinkedHashSet<>();
    private final Session session = new Session(board, new MessageReader(50), 6, new Session.Changes() {
        @Override
        public void subscribed(SeriesKey key) {
            wanted.add(key);
        }

        @Override
        public void unsubscribed(SeriesKey key) {
            wanted.remove(key);
        }
    });

    private void put(SeriesKey key, int minute, Stage stage, String json) {
        board.put(List.of(new LiveBar(key, minute * 60L, 0, stage, json)), List.of())
                .forEach(session::changed);
    }

    private static JsonNode json(Optional<String> message) throws Exception {
        return JSON.readTree(message.orElseThrow());
    }

    private List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    @Test
    void beginsWithASnapshotAndGoesOnWithUpdates() throws Exception {
        put(BTC, 1, Stage.FINAL, "\"one\"");
        put(BTC, 2, Stage.PROVISIONAL, "\"two, open\"");

        assertThat(session.receive("{\"subscribe\":[\"BTC-USD\"],\"intervals\":[\"1m\"]}"))
                .containsExactly("{\"type\":\"subscriptions\",\"count\":1}");
        JsonNode snapshot = json(session.next());
        assertThat(snapshot.path("type").asText()).isEqualTo("snapshot");
        assertThat(snapshot.path("symbol").asText()).isEqualTo("BTC-USD");
        assertThat(texts(snapshot.path("bars"))).containsExactly("one", "two, open");
        assertThat(session.next()).isEmpty();

        put(BTC, 2, Stage.FINAL, "\"two\"");
        JsonNode update = json(session.next());
        assertThat(update.path("type").asText()).isEqualTo("update");
        assertThat(texts(update.path("bars"))).containsExactly("two");
        assertThat(session.next()).isEmpty();
    }

    @Test
    void tellsASlowClientTheNewestOfEachBarInOneMessage() throws Exception {
        session.receive("{\"subscribe\":[\"BTC-USD\"]}");
        session.next();
        for (int minute = 1; minute <= 3; minute++) {
            for (int trade = 1; trade <= 100; trade++) {
                put(BTC, minute, Stage.PROVISIONAL, "\"" + minute + " after " + trade + "\"");
            }
        }

        assertThat(texts(json(session.next()).path("bars")))
                .containsExactly("1 after 100", "2 after 100", "3 after 100");
        assertThat(session.next()).isEmpty();
    }

    @Test
    void takesTheSeriesInTurn() throws Exception {
        SeriesKey eth = new SeriesKey("ETH-USD", Interval.M1);
        session.receive("{\"subscribe\":[\"BTC-USD\",\"ETH-USD\"]}");
        session.next();
        session.next();
        put(BTC, 1, Stage.FINAL, "1");
        put(eth, 1, Stage.FINAL, "2");
        put(BTC, 2, Stage.FINAL, "3");

        assertThat(json(session.next()).path("symbol").asText()).isEqualTo("BTC-USD");
        put(BTC, 3, Stage.FINAL, "4");
        assertThat(json(session.next()).path("symbol").asText()).isEqualTo("ETH-USD");
        assertThat(texts(json(session.next()).path("bars"))).containsExactly("4");
    }

    @Test
    void beginsWithAsManyBarsAsAreAskedFor() throws Exception {
        for (int minute = 1; minute <= 5; minute++) {
            put(BTC, minute, Stage.FINAL, "" + minute);
        }
        session.receive("{\"subscribe\":[\"BTC-USD\"],\"history\":2}");

        assertThat(texts(json(session.next()).path("bars"))).containsExactly("4", "5");
    }

    @Test
    void tellsALongPastInPagesTheNewestFirstAndThenTheNews() throws Exception {
        Board deep = new Board(new Board.Limits(300, 1, 1L << 30));
        Session reader = new Session(deep, new MessageReader(300), 6, NOBODY);
        for (int minute = 0; minute < 250; minute++) {
            deep.put(List.of(new LiveBar(BTC, minute * 60L, 0, Stage.FINAL, "" + minute)), List.of());
        }
        reader.receive("{\"subscribe\":[\"BTC-USD\"],\"history\":240}");

        List<String> told = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        Optional<String> message = reader.next();
        deep.put(List.of(new LiveBar(BTC, 15 * 60L, 1, Stage.FINAL, "\"15 again\"")), List.of());
        reader.changed(BTC);
        while (message.isPresent()) {
            List<String> bars = texts(json(message).path("bars"));
            told.addAll(bars);
            sizes.add(bars.size());
            message = reader.next();
        }
        assertThat(sizes).containsExactly(100, 100, 40, 1);
        assertThat(told)
                .startsWith("150", "151")
                .endsWith("48", "49", "15 again")
                .hasSize(241);
        assertThat(told.subList(100, 102)).containsExactly("50", "51");
        assertThat(told.subList(200, 206)).containsExactly("10", "11", "12", "13", "14", "15 again");
    }

    @Test
    void tellsAClientThatWasAwayForLongInPages() throws Exception {
        Board deep = new Board(new Board.Limits(300, 1, 1L << 30));
        Session reader = new Session(deep, new MessageReader(300), 6, NOBODY);
        reader.receive("{\"subscribe\":[\"BTC-USD\"]}");
        reader.next();
        for (int minute = 0; minute < 250; minute++) {
            deep.put(List.of(new LiveBar(BTC, minute * 60L, 0, Stage.FINAL, "" + minute)), List.of());
        }
        reader.changed(BTC);

        List<String> told = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (Optional<String> message = reader.next(); message.isPresent(); message = reader.next()) {
            List<String> bars = texts(json(message).path("bars"));
            told.addAll(bars);
            sizes.add(bars.size());
        }
        assertThat(sizes).containsExactly(100, 100, 50);
        assertThat(told)
                .startsWith("0", "1")
                .endsWith("248", "249")
                .doesNotHaveDuplicates()
                .hasSize(250);
    }

    @Test
    void subscribesToASymbolNotHeardOfYetAndSaysSo() throws Exception {
        assertThat(session.receive("{\"subscribe\":[\"NEW-USD\"]}"))
                .containsExactly(
                        "{\"type\":\"error\",\"code\":\"unknown-symbol\",\"message\":\"nothing has been heard of these yet;"
                                + " they are subscribed all the same: [NEW-USD]\"}",
                        "{\"type\":\"subscriptions\",\"count\":1}");
        assertThat(json(session.next()).path("bars")).isEmpty();

        put(new SeriesKey("NEW-USD", Interval.M1), 1, Stage.PROVISIONAL, "1");
        assertThat(texts(json(session.next()).path("bars"))).containsExactly("1");
    }

    @Test
    void tellsNothingOfWhatIsUnsubscribed() {
        session.receive("{\"subscribe\":[\"BTC-USD\"],\"intervals\":[\"1s\",\"1m\",\"1h\"]}");
        assertThat(wanted).hasSize(3);
        put(BTC, 1, Stage.FINAL, "1");

        session.receive("{\"unsubscribe\":[\"BTC-USD\"],\"intervals\":[\"1m\"]}");
        assertThat(wanted).extracting(SeriesKey::interval).containsExactly(Interval.S1, Interval.H1);
        assertThat(session.receive("{\"unsubscribe\":[\"BTC-USD\"]}"))
                .containsExactly("{\"type\":\"subscriptions\",\"count\":0}");
        assertThat(wanted).isEmpty();
        assertThat(session.next()).isEmpty();
    }

    @Test
    void refusesMoreSubscriptionsThanItMayHaveAndKeepsThoseThereAre() {
        session.receive("{\"subscribe\":[\"A\",\"B\"],\"intervals\":[\"1s\",\"1m\"]}");

        assertThat(session.receive("{\"subscribe\":[\"A\",\"C\",\"D\"],\"intervals\":[\"1s\",\"1m\"]}"))
                .singleElement()
                .asString()
                .contains("\"code\":\"too-many-subscriptions\"")
                .contains("this would make 8");
        assertThat(session.receive("{\"subscribe\":[\"A\",\"C\"],\"intervals\":[\"1s\",\"1m\"]}"))
                .last()
                .isEqualTo("{\"type\":\"subscriptions\",\"count\":6}");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            bad-message;      ``
            bad-message;      hello
            bad-message;      null
            bad-message;      ["BTC-USD"]
            bad-message;      {}
            bad-message;      {"subscribe":["A"]} {}
            bad-message;      {"subscribe":["A"],"unsubscribe":["B"]}
            bad-message;      {"subscribe":"A"}
            bad-message;      {"subscribe":[]}
            bad-message;      {"subscribe":[7]}
            bad-message;      {"subscribe":[" "]}
            bad-message;      {"subscribe":["A"],"interval":["1s"]}
            bad-message;      {"subscribe":["A"],"intervals":"1s"}
            bad-message;      {"subscribe":["A"],"intervals":[]}
            unknown-interval; {"subscribe":["A"],"intervals":["1s","2s"]}
            unknown-interval; {"unsubscribe":["A"],"intervals":["1M"]}
            bad-message;      {"subscribe":["A"],"history":51}
            bad-message;      {"subscribe":["A"],"history":-1}
            bad-message;      {"subscribe":["A"],"history":"all"}
            bad-message;      {"unsubscribe":["A"],"history":5}
            """)
    void saysWhatIsWrongWithAMessageAndGoesOn(String code, String message) throws Exception {
        List<String> answers = session.receive(message);

        assertThat(answers).hasSize(1);
        JsonNode answer = JSON.readTree(answers.get(0));
        assertThat(answer.path("type").asText()).isEqualTo("error");
        assertThat(answer.path("code").asText()).isEqualTo(code);
        assertThat(answer.path("message").asText()).isNotBlank();
        assertThat(wanted).isEmpty();
    }

    @Test
    void refusesASymbolThatIsTooLongWithoutRepeatingIt() {
        assertThat(session.receive("{\"subscribe\":[\"" + "x".repeat(256) + "\"]}")
                        .get(0))
                .contains("bad-message")
                .hasSizeLessThan(200);
    }

    @Test
    void leavesNothingBehindAtItsEnd() {
        session.receive("{\"subscribe\":[\"A\",\"B\"],\"intervals\":[\"1s\",\"1m\"]}");
        session.close();

        assertThat(wanted).isEmpty();
        assertThat(session.next()).isEmpty();
    }
}
