package io.tapeline.live.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.tapeline.live.Samples;
import io.tapeline.live.board.LiveBar;
import io.tapeline.live.board.LiveBar.Stage;
import io.tapeline.live.board.LiveIndicators;
import io.tapeline.live.board.SeriesKey;
import io.tapeline.model.Interval;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On what the stream job's own encoder writes. */
class RecordReaderTest {
    private static final SeriesKey KEY = new SeriesKey("BTC-USD", Interval.M1);

    @Test
    void readsWhatTheStreamJobWrites() throws Exception {
        LiveRecord record = RecordReader.read(Samples.record(
                Samples.finalBar("BTC-USD", Interval.M1, 0, 800),
                Samples.revisedBar("BTC-USD", Interval.M1, 1, 801, 2),
                Samples.openBar("BTC-USD", Interval.M1, 2, 802),
                Samples.withdrawnBar("BTC-USD", Interval.M1, 3, 1)));

        assertThat(record.malformed()).isZero();
        assertThat(record.bars()).extracting(LiveBar::key).containsOnly(KEY);
        assertThat(record.bars())
                .extracting(LiveBar::start)
                .containsExactly(
                        Samples.START,
                        Samples.START + 60_000_000_000L,
                        Samples.START + 120_000_000_000L,
                        Samples.START + 180_000_000_000L);
        assertThat(record.bars()).extracting(LiveBar::revision).containsExactly(0, 2, 0, 1);
        assertThat(record.bars())
                .extracting(LiveBar::stage)
                .containsExactly(Stage.FINAL, Stage.FINAL, Stage.PROVISIONAL, Stage.WITHDRAWN);
    }

    @Test
    void keepsEveryBarAsTheTextItCameAs() throws Exception {
        byte[] data = Samples.record(Samples.finalBar("Größe-€", Interval.S1, 0, 800));

        assertThat(RecordReader.read(data).bars())
                .singleElement()
                .extracting(LiveBar::json)
                .isEqualTo("{\"symbol\":\"Größe-€\",\"interval\":\"1s\",\"ts_start\":\"2013-11-25T00:00:00Z\","
                        + "\"ts_end\":\"2013-11-25T00:00:01Z\",\"open\":800,\"high\":800.5,\"low\":799.5,\"close\":800,"
                        + "\"volume\":1.5,\"notional\":1200,\"vwap\":800,\"trade_count\":3,\"revision\":0,"
                        + "\"is_final\":true}");
    }

    @Test
    void readsIndicators() throws Exception {
        LiveRecord record = RecordReader.read(Samples.record(Samples.indicators("BTC-USD", Interval.M1, 1, 799.25)));

        assertThat(record.indicators()).extracting(LiveIndicators::key).containsExactly(KEY);
        assertThat(record.indicators())
                .extracting(LiveIndicators::start)
                .containsExactly(Samples.START + 60_000_000_000L);
        assertThat(record.indicators())
                .singleElement()
                .extracting(LiveIndicators::json)
                .asString()
                .contains("\"sma_20\":799.25")
                .endsWith("\"atr_14\":null}");
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws Exception {
        LiveRecord record = RecordReader.read(
                ("{\"version\":2,\"more\":[{\"a\":[1,{}]}],\"bars\":[{\"symbol\":\"A\",\"interval\":\"1s\",\"nested\":{\"revision\":9},"
                                + "\"ts_start\":\"2013-11-25T00:00:00Z\",\"revision\":1,\"is_final\":true}]}")
                        .getBytes(UTF_8));

        assertThat(record.bars()).singleElement().extracting(LiveBar::revision).isEqualTo(1);
        assertThat(record.malformed()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            no symbol;        {"interval":"1s","ts_start":"2013-11-25T00:00:00Z","revision":0}
            blank symbol;     {"symbol":" ","interval":"1s","ts_start":"2013-11-25T00:00:00Z","revision":0}
            no interval;      {"symbol":"A","ts_start":"2013-11-25T00:00:00Z","revision":0}
            unknown interval; {"symbol":"A","interval":"2s","ts_start":"2013-11-25T00:00:00Z","revision":0}
            no start;         {"symbol":"A","interval":"1s","revision":0}
            no time;          {"symbol":"A","interval":"1s","ts_start":"yesterday","revision":0}
            beyond a long;    {"symbol":"A","interval":"1s","ts_start":"+9999-01-01T00:00:00Z","revision":0}
            no revision;      {"symbol":"A","interval":"1s","ts_start":"2013-11-25T00:00:00Z"}
            half a revision;  {"symbol":"A","interval":"1s","ts_start":"2013-11-25T00:00:00Z","revision":0.5}
            great revision;   {"symbol":"A","interval":"1s","ts_start":"2013-11-25T00:00:00Z","revision":3000000000}
            no object;        7
            an array;         [{"symbol":"A"}]
            """)
    void leavesOutWhatLacksSomethingAndKeepsItsNeighbours(String name, String item) throws Exception {
        String good = Samples.text(Samples.record(Samples.finalBar("BTC-USD", Interval.M1, 0, 800)));
        String both = good.replace("\"bars\":[", "\"bars\":[" + item + ",");

        LiveRecord record = RecordReader.read(both.getBytes(UTF_8));
        assertThat(record.bars()).singleElement().extracting(LiveBar::key).isEqualTo(KEY);
        assertThat(record.malformed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "{", "{\"bars\":[", "{\"bars\":[{\"symbol\":", "{}{}", "{\"bars\":[]} x"})
    void refusesWhatIsNoRecord(String text) {
        assertThatThrownBy(() -> RecordReader.read(text.getBytes(UTF_8))).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void randomAndMutatedBytesNeverCrashIt() {
        byte[] good = Samples.record(
                Samples.finalBar("BTC-USD", Interval.M1, 0, 800), Samples.openBar("ETH-USD", Interval.S1, 1, 20));
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                RecordReader.read(bytes);
            } catch (MalformedRecordException expected) {
                assertThat(expected).hasMessageContaining("record");
            } catch (RuntimeException e) {
                fail(new String(bytes, UTF_8), e);
            }
        }
    }
}
