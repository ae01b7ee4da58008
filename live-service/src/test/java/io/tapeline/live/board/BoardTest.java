package io.tapeline.live.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.live.board.LiveBar.Stage;
import io.tapeline.model.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final SeriesKey KEY = new SeriesKey("BTC-USD", Interval.M1);
    private static final long ROOMY = 1L << 30;

    private final Board board = new Board(new Board.Limits(5, 3, ROOMY));

    private static LiveBar bar(int minute, int revision, Stage stage, String json) {
        return new LiveBar(KEY, minute * Interval.M1.nanos(), revision, stage, json);
    }

    private static LiveBar barOf(String symbol, String json) {
        return new LiveBar(new SeriesKey(symbol, Interval.M1), 0, 0, Stage.FINAL, json);
    }

    private void put(LiveBar... bars) {
        board.put(List.of(bars), List.of());
    }

    private List<String> bars() {
        return board.newest(KEY, 100).bars();
    }

    @Test
    void keepsTheHighestRevisionOfABarInWhateverOrderTheyCome() {
        put(bar(1, 0, Stage.FINAL, "first"), bar(1, 2, Stage.FINAL, "third"), bar(1, 1, Stage.FINAL, "second"));

        assertThat(bars()).containsExactly("third");
    }

    @Test
    void putsAFinalBarInThePlaceOfTheOpenOneAndNotTheOtherWayRound() {
        put(bar(1, 0, Stage.PROVISIONAL, "open"));
        put(bar(1, 0, Stage.FINAL, "final"));
        put(bar(1, 0, Stage.PROVISIONAL, "open, late"));

        assertThat(bars()).containsExactly("final");
    }

    @Test
    void takesTheNewestWordOnABarThatIsStillOpen() {
        put(bar(1, 0, Stage.PROVISIONAL, "two trades"));
        put(bar(1, 0, Stage.PROVISIONAL, "three trades"));

        assertThat(bars()).containsExactly("three trades");
    }

    @Test
    void givesBarsInOrderOfTimeAndTheNewestOfThem() {
        put(bar(3, 0, Stage.PROVISIONAL, "3"), bar(1, 0, Stage.FINAL, "1"), bar(2, 0, Stage.FINAL, "2"));

        assertThat(bars()).containsExactly("1", "2", "3");
        assertThat(board.newest(KEY, 2).bars()).containsExactly("2", "3");
    }

    @Test
    void keepsNoMoreThanItsHistory() {
        for (int minute = 1; minute <= 8; minute++) {
            put(bar(minute, 0, Stage.FINAL, "" + minute));
        }
        put(bar(2, 9, Stage.FINAL, "too old to be kept"));

        assertThat(bars()).containsExactly("4", "5", "6", "7", "8");
    }

    @Test
    void tellsOnlyThoseWhoKnewABarThatItWasWithdrawn() {
        put(bar(1, 0, Stage.FINAL, "1"), bar(2, 0, Stage.FINAL, "2"));
        long known = board.newest(KEY, 10).change();
        put(bar(2, 1, Stage.WITHDRAWN, "2 withdrawn"));

        assertThat(bars()).containsExactly("1");
        assertThat(board.changes(KEY, known, 100).bars()).containsExactly("2 withdrawn");
    }

    @Test
    void tellsAllThatHasChangedSinceHoweverLongAgo() {
        put(bar(1, 0, Stage.FINAL, "1"));
        long known = board.newest(KEY, 10).change();
        put(bar(2, 0, Stage.PROVISIONAL, "2 open"));
        put(bar(2, 0, Stage.FINAL, "2"), bar(3, 0, Stage.PROVISIONAL, "3 open"));
        board.put(List.of(), List.of(new LiveIndicators(KEY, 2 * Interval.M1.nanos(), 0, "row 2")));

        SeriesView news = board.changes(KEY, known, 100);
        assertThat(news.bars()).containsExactly("2", "3 open");
        assertThat(news.indicators()).containsExactly("row 2");
        assertThat(board.changes(KEY, news.change(), 100).isEmpty()).isTrue();
    }

    @Test
    void tellsChangesInTheirOrderAPageAtATime() {
        put(bar(1, 0, Stage.FINAL, "1"), bar(2, 0, Stage.FINAL, "2"), bar(3, 0, Stage.FINAL, "3"));
        board.put(List.of(), List.of(new LiveIndicators(KEY, 60, 0, "row")));
        put(bar(1, 1, Stage.FINAL, "1 again"));

        SeriesView first = board.changes(KEY, 0, 2);
        assertThat(first.bars()).containsExactly("2", "3");
        assertThat(first.indicators()).isEmpty();
        SeriesView second = board.changes(KEY, first.change(), 2);
        assertThat(second.bars()).containsExactly("1 again");
        assertThat(second.indicators()).containsExactly("row");
        assertThat(board.changes(KEY, second.change(), 2).isEmpty()).isTrue();
    }

    @Test
    void givesPagesFromTheNewestBackwardsEachWithTheIndicatorsAtItsBars() {
        for (int minute = 1; minute <= 5; minute++) {
            put(bar(minute, 0, Stage.FINAL, "" + minute));
            board.put(List.of(), List.of(new LiveIndicators(KEY, minute * Interval.M1.nanos(), 0, "row " + minute)));
        }

        SeriesPage newest = board.page(KEY, Long.MAX_VALUE, 3);
        assertThat(newest.view().bars()).containsExactly("3", "4", "5");
        assertThat(newest.view().indicators()).containsExactly("row 3", "row 4", "row 5");
        SeriesPage rest = board.page(KEY, newest.from(), 3);
        assertThat(rest.view().bars()).containsExactly("1", "2");
        assertThat(rest.view().indicators()).containsExactly("row 1", "row 2");
        assertThat(board.page(KEY, rest.from(), 3).view().isEmpty()).isTrue();
    }

    @Test
    void namesTheSeriesThatHaveChangedAndNoOthers() {
        LiveBar twice = bar(1, 0, Stage.FINAL, "1");

        assertThat(board.put(List.of(twice, barOf("ETH-USD", "e")), List.of()))
                .containsExactly(KEY, new SeriesKey("ETH-USD", Interval.M1));
        assertThat(board.put(List.of(twice), List.of())).isEmpty();
    }

    @Test
    void keepsTheHigherRevisionOfIndicators() {
        put(bar(0, 0, Stage.FINAL, "bar"));
        board.put(List.of(), List.of(new LiveIndicators(KEY, 0, 1, "again"), new LiveIndicators(KEY, 0, 0, "first")));

        assertThat(board.newest(KEY, 9).indicators()).containsExactly("again");
    }

    @Test
    void givesUpTheSymbolOfWhichNothingWasHeardOrAskedForLongest() {
        put(barOf("A", "a"), barOf("B", "b"), barOf("C", "c"));
        put(new LiveBar(new SeriesKey("A", Interval.M1), 1, 0, Stage.FINAL, "a, again"));
        assertThat(board.knows("B")).isTrue();
        board.newest(new SeriesKey("B", Interval.M1), 1);
        put(barOf("D", "d"));

        assertThat(board.symbols()).extracting(SymbolView::symbol).containsExactly("A", "B", "D");
        assertThat(board.evicted()).isEqualTo(1);
    }

    @Test
    void staysWithinItsMemory() {
        Board small = new Board(new Board.Limits(1_000, 1_000_000, 100_000));
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            SeriesKey key = new SeriesKey("S" + random.nextInt(60), Interval.values()[random.nextInt(6)]);
            String json = "x".repeat(random.nextInt(400));
            small.put(List.of(new LiveBar(key, random.nextInt(50), random.nextInt(3), Stage.FINAL, json)), List.of());
            assertThat(small.bytes()).isBetween(0L, 100_000L);
        }
        assertThat(small.evicted()).isPositive();
        assertThat(small.size()).isPositive();

        // What it thinks it holds is what it holds.
        long held = small.symbols().stream()
                .flatMap(
                        symbol -> symbol.intervals().stream().map(interval -> new SeriesKey(symbol.symbol(), interval)))
                .flatMap(key -> small.newest(key, 1_000).bars().stream())
                .mapToLong(json -> json.length() + 160)
                .sum();
        assertThat(small.bytes()).isEqualTo(held);
    }

    @Test
    void keepsOneSymbolHoweverSmallItsMemory() {
        Board tiny = new Board(new Board.Limits(10, 10, 1));
        tiny.put(List.of(barOf("A", "a"), barOf("B", "b")), List.of());

        assertThat(tiny.symbols()).extracting(SymbolView::symbol).containsExactly("B");
    }

    @Test
    void listsSymbolsByNameWithTheNewestBarOfTheFinestInterval() {
        put(barOf("ZRX-USD", "z"), bar(1, 0, Stage.FINAL, "minute"));
        put(new LiveBar(new SeriesKey("BTC-USD", Interval.S1), 61, 0, Stage.PROVISIONAL, "second"));

        assertThat(board.symbols())
                .containsExactly(
                        new SymbolView("BTC-USD", List.of(Interval.S1, Interval.M1), "second"),
                        new SymbolView("ZRX-USD", List.of(Interval.M1), "z"));
    }

    @Test
    void anyOrderOfArrivalGivesTheSameBars() {
        List<LiveBar> sent = new ArrayList<>();
        Map<Integer, String> expected = new TreeMap<>();
        for (int minute = 0; minute < 5; minute++) {
            for (int revision = 0; revision < 4; revision++) {
                sent.add(bar(minute, revision, Stage.FINAL, minute + "r" + revision));
            }
            sent.add(bar(minute, 0, Stage.PROVISIONAL, "open"));
            expected.put(minute, minute + "r3");
        }
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(sent, new Random(seed));
            Board other = new Board(new Board.Limits(5, 1, ROOMY));
            sent.forEach(bar -> other.put(List.of(bar), List.of()));

            assertThat(other.newest(KEY, 9).bars()).as("seed %d", seed).containsExactlyElementsOf(expected.values());
        }
    }

    @Test
    void refusesLimitsThatLeaveNoRoom() {
        assertThatThrownBy(() -> new Board.Limits(0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("history is not positive: 0");
    }
}
