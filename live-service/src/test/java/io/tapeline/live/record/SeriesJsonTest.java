package io.tapeline.live.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.live.board.SeriesKey;
import io.tapeline.live.board.SeriesView;
import io.tapeline.live.board.SymbolView;
import io.tapeline.model.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesJsonTest {
    private static final SeriesKey ODD = new SeriesKey("A\"\\\n", Interval.H1);

    @Test
    void writesASeriesAroundItsBars() {
        SeriesView view = new SeriesView(ODD, List.of("{\"a\":1}", "{\"a\":2}"), List.of("{\"b\":3}"), 0);

        assertThat(SeriesJson.series(view))
                .isEqualTo("{\"symbol\":\"A\\\"\\\\\\n\",\"interval\":\"1h\",\"bars\":[{\"a\":1},{\"a\":2}],"
                        + "\"indicators\":[{\"b\":3}]}");
    }

    @Test
    void writesAMessageWithNothingInIt() {
        assertThat(SeriesJson.message("snapshot", new SeriesView(ODD, List.of(), List.of(), 0)))
                .isEqualTo(
                        "{\"type\":\"snapshot\",\"symbol\":\"A\\\"\\\\\\n\",\"interval\":\"1h\",\"bars\":[],\"indicators\":[]}");
    }

    @Test
    void writesTheListOfSymbols() {
        List<SymbolView> symbols = List.of(
                new SymbolView("A", List.of(Interval.S1, Interval.D1), "{}"),
                new SymbolView("B", List.of(Interval.M5), "{\"close\":1}"));

        assertThat(SeriesJson.symbols(symbols))
                .isEqualTo("{\"symbols\":[{\"symbol\":\"A\",\"intervals\":[\"1s\",\"1d\"],\"last\":{}},"
                        + "{\"symbol\":\"B\",\"intervals\":[\"5m\"],\"last\":{\"close\":1}}]}");
    }
}
