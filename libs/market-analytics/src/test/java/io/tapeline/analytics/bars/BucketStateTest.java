package io.tapeline.analytics.bars;

import static io.tapeline.analytics.bars.Tape.at;
import static io.tapeline.analytics.bars.Tape.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.model.Bar;
import io.tapeline.model.Int128;
import io.tapeline.model.Interval;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class BucketStateTest {
    private static final BarSettings SETTINGS = new BarSettings(Duration.ofSeconds(2), Duration.ofSeconds(60), 4);

    private final Tape tape = new Tape(SETTINGS);

    @Test
    void emitsBarWhenProgressPassesItsEnd() {
        tape.trades(2.9, trade(1, 0.1, 100), trade(2, 0.9, 103), trade(3, 0.5, 99), trade(4, 0.2, 101));
        assertThat(tape.out.bars).isEmpty();
        assertThat(tape.state.progress()).isEqualTo(at(0.9));

        tape.clock(3);

        assertThat(tape.out.bars)
                .containsExactly(new Bar(
                        "BTC-USD",
                        Interval.S1,
                        at(0),
                        100_000_000_000L,
                        103_000_000_000L,
                        99_000_000_000L,
                        103_000_000_000L,
                        Int128.of(400_000_000L),
                        Int128.product(403_000_000_000L, 100_000_000L),
                        4,
                        0,
                        true));
    }

    @Test
    void aSliceIsJudgedByTheTimeBeforeItSoThatAReplayMaySpanHours() {
        tape.trades(7_200, trade(1, 0, 100), trade(2, 3_600, 101), trade(3, 7_199, 102));

        assertThat(tape.out.accepted).hasSize(3);
        assertThat(tape.out.late).isEmpty();
        assertThat(tape.out.bars)
                .extracting(Bar::interval, Bar::start)
                .containsExactly(
                        Tuple.tuple(Interval.S1, at(0)),
                        Tuple.tuple(Interval.M1, at(0)),
                        Tuple.tuple(Interval.M5, at(0)),
                        Tuple.tuple(Interval.M15, at(0)),
                        Tuple.tuple(Interval.H1, at(0)),
                        Tuple.tuple(Interval.S1, at(3_600)),
                        Tuple.tuple(Interval.M1, at(3_600)),
                        Tuple.tuple(Interval.M5, at(3_600)),
                        Tuple.tuple(Interval.M15, at(3_600)));
    }

    @Test
    void theWatermarkHoldsBarsBackAndItsTimerLetsThemGo() {
        Recorder out = tape.out;
        tape.state.process(Rows.slice(1, at(10), trade(1, 0.5, 100)), at(0), SETTINGS, out);
        assertThat(out.bars).isEmpty();
        assertThat(tape.state.nextClose()).isEqualTo(at(1));

        tape.state.advance(at(0.9), SETTINGS, out);
        assertThat(out.bars).isEmpty();

        tape.state.advance(at(1), SETTINGS, out);
        assertThat(out.bars).extracting(Bar::interval).containsExactly(Interval.S1);
        assertThat(tape.state.nextClose()).isEqualTo(at(60));
    }

    @Test
    void theBucketsOwnClockHoldsBarsBackHoweverFarTheWatermarkIs() {
        tape.trades(0.6, trade(1, 0.5, 100));
        tape.state.advance(Long.MAX_VALUE, SETTINGS, tape.out);
        assertThat(tape.out.bars).isEmpty();
        assertThat(tape.state.progress())
                .isEqualTo(at(0.6) - Duration.ofSeconds(2).toNanos());
    }

    @Test
    void aClockThatRunsBackDoesNotTakeProgressBack() {
        Recorder out = tape.out;
        tape.state.process(Rows.slice(1, at(10), trade(1, 0.5, 100)), at(0), SETTINGS, out);
        tape.state.process(Rows.clock(at(1)), at(0), SETTINGS, out);
        tape.state.advance(at(100), SETTINGS, out);
        assertThat(tape.state.progress()).isEqualTo(at(8));
    }

    @Test
    void nothingHappensToAStateThatKnowsNothing() {
        BucketState state = new BucketState(3);
        Recorder out = new Recorder();
        state.advance(Long.MAX_VALUE, SETTINGS, out);
        state.provisional(out);
        assertThat(out.events).isEmpty();
        assertThat(state.nextClose()).isEqualTo(Long.MAX_VALUE);
        assertThat(state.progress()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aLateTradeRevisesItsBarsOncePerSlice() {
        tape.trades(30, trade(1, 0.5, 100), trade(2, 61, 100)).clock(62).hush();

        tape.trades(62, trade(3, 0.2, 98), trade(4, 0.7, 102), trade(5, 0.8, 101));

        assertThat(tape.out.bars)
                .extracting(Bar::interval, Bar::start, Bar::revision, Bar::tradeCount, Bar::isFinal)
                .containsExactly(
                        Tuple.tuple(Interval.S1, at(0), 1, 4L, true), Tuple.tuple(Interval.M1, at(0), 1, 4L, true));
        assertThat(tape.out.bars).allMatch(bar -> bar.open() == 98_000_000_000L && bar.close() == 101_000_000_000L);
    }

    @Test
    void aLateTradeWhereNoBarWasIsIssuedAtOnce() {
        tape.trades(30, trade(1, 0.5, 100)).hush();
        tape.trades(30, trade(2, 3.5, 98));

        assertThat(tape.out.bars)
                .extracting(Bar::interval, Bar::start, Bar::revision)
                .containsExactly(Tuple.tuple(Interval.S1, at(3), 0));
    }

    @Test
    void aTradeOlderThanTheHorizonIsLateAndChangesNothing() {
        tape.trades(100, trade(1, 0.5, 100)).hush();
        Trade justInside = trade(2, 38, 98);
        Trade justOutside = trade(3, 37.999, 98);
        tape.trades(101, justInside, justOutside);

        assertThat(tape.out.accepted).hasSize(2);
        assertThat(tape.out.late).extracting(Trade::tradeId).containsExactly("3");
        assertThat(tape.out.bars).extracting(Bar::tradeCount).containsOnly(1L, 2L);
    }

    @Test
    void theHorizonMayCutASecondWhoseTradesComeTogether() {
        tape.trades(100.5, trade(1, 0.5, 100)).hush();
        tape.trades(101, trade(2, 38.6, 98), trade(3, 38.4, 97), trade(4, 38.7, 98), trade(5, 39.2, 99));

        assertThat(tape.out.late).extracting(Trade::tradeId).containsExactly("3");
        assertThat(tape.out.bars)
                .filteredOn(bar -> bar.interval() == Interval.S1)
                .extracting(Bar::start, Bar::tradeCount, Bar::low)
                .containsExactly(Tuple.tuple(at(38), 2L, 98_000_000_000L), Tuple.tuple(at(39), 1L, 99_000_000_000L));
    }

    @Test
    void aTradeThatComesAgainIsADuplicateEvenIfItIsOlderThanTheHorizon() {
        Trade trade = trade(1, 0.5, 100);
        Trade late = trade(2, 10, 100);
        tape.trades(100, trade).trades(100, late).hush();
        tape.trades(110, trade, late, trade(3, 105, 100));

        assertThat(tape.out.duplicates).isEqualTo(2);
        assertThat(tape.out.late).hasSize(1);
        assertThat(tape.out.accepted).hasSize(2);
    }

    @Test
    void duplicatesWithinOneSliceAreFound() {
        tape.trades(5, trade(1, 0.5, 100), trade(1, 0.5, 100), trade(2, 0.5, 100), trade(1, 0.5, 100));
        assertThat(tape.out.duplicates).isEqualTo(2);
        assertThat(tape.out.accepted).extracting(Trade::tradeId).containsExactly("1", "2");
    }

    @Test
    void aBatchPublishedTwiceIsDroppedWhole() {
        Slice slice = Rows.slice(99, at(5), trade(1, 0.5, 100));
        tape.process(slice).hush();
        tape.process(slice);
        assertThat(tape.out.events).containsExactly("duplicate batch 99");

        // Slices without events are no batches to be recognised.
        tape.clock(6).clock(6);
        assertThat(tape.out.duplicateBatches).isEqualTo(1);
    }

    @Test
    void quotesAreToldHoweverOldOncePerBatchAndChangeNoBar() {
        tape.trades(100, trade(1, 99, 100)).hush();
        Quote[] quotes = {quote(0.5), quote(5_000), quote(0.5)};

        tape.process(Slice.ofQuotes(Rows.BUCKET, 7, at(100), at(100), quotes));
        assertThat(tape.out.events).containsExactly((Object[]) quotes);

        tape.hush().process(Slice.ofQuotes(Rows.BUCKET, 7, at(100), at(100), quotes));
        assertThat(tape.out.events).containsExactly("duplicate batch 7");

        tape.process(Slice.ofQuotes(Rows.BUCKET, 8, at(100), at(100), new Quote[] {quote(0.5)}));
        assertThat(tape.out.quotes).hasSize(4);
        assertThat(tape.out.bars).isEmpty();
        assertThat(tape.state.progress()).isEqualTo(at(98));
    }

    private static Quote quote(double seconds) {
        return new Quote("BTC-USD", "BITSTAMP", at(seconds), at(seconds), 0, 99, 1, 101, 2, 3, "");
    }

    @Test
    void aTradeTooLargeToSumIsToldAndLeftOut() {
        Trade giant = new Trade(
                "BTC-USD", "BITSTAMP", at(0.2), at(0.2), 0, Long.MAX_VALUE, Long.MAX_VALUE, Side.NONE, 0, "7", "");
        tape.trades(5, giant, trade(1, 0.5, 100)).trades(5, giant);

        assertThat(tape.out.tooLarge).extracting(Trade::tradeId).containsExactly("7");
        assertThat(tape.out.accepted).extracting(Trade::tradeId).containsExactly("1");
        assertThat(tape.out.duplicates).isEqualTo(1);
        assertThat(tape.out.bars).extracting(Bar::high).containsOnly(100_000_000_000L);
    }

    @Test
    void provisionalBarsAreTheOpenOnesTouchedSinceTheLastCall() {
        tape.trades(2, trade(1, 0.5, 100), trade("ETH-USD", 2, 0.7, 50)).provisional();
        assertThat(tape.out.provisional).hasSize(12).allMatch(bar -> !bar.isFinal() && bar.revision() == 0);

        tape.hush().provisional();
        assertThat(tape.out.provisional).isEmpty();

        tape.trades(3.5, trade(3, 1.5, 110)).hush().provisional();
        assertThat(tape.out.provisional)
                .extracting(Bar::interval, Bar::start, Bar::tradeCount)
                .containsExactly(
                        Tuple.tuple(Interval.D1, at(0) - 12 * Interval.H1.nanos(), 2L),
                        Tuple.tuple(Interval.M1, at(0), 2L),
                        Tuple.tuple(Interval.M5, at(0), 2L),
                        Tuple.tuple(Interval.M15, at(0), 2L),
                        Tuple.tuple(Interval.H1, at(0), 2L),
                        Tuple.tuple(Interval.S1, at(1), 1L));
    }

    @Test
    void rowsFollowTheBarsAndAreIssuedAgainFromTheRevisedBarOn() {
        for (int i = 0; i < 40; i++) {
            tape.trades(i + 3, trade(i, i + 0.5, 100 + i % 7));
        }
        tape.hush();
        // A new close at 30 s: that row, and those of the nine later bars.
        tape.trades(42, trade(100, 30.9, 120));
        assertThat(tape.out.rows)
                .extracting(row -> (row.start() - at(0)) / 1_000_000_000L)
                .containsExactly(30L, 31L, 32L, 33L, 34L, 35L, 36L, 37L, 38L, 39L);
        assertThat(tape.out.rows).allMatch(row -> row.revision() == 1 && row.sma20() != null);

        // More volume inside the bar's prices changes the bar, and no indicator.
        tape.hush().trades(42, trade(101, 30.6, 110));
        assertThat(tape.out.bars).hasSize(1);
        assertThat(tape.out.rows).isEmpty();
    }

    @Test
    void theIndicatorsOfASymbolOutlastAWeekendWithoutTrades() {
        for (int i = 0; i < 20; i++) {
            tape.trades(i + 3, trade(i, i + 0.5, 100));
        }
        double monday = Duration.ofDays(3).toSeconds();
        tape.trades(monday, trade("ETH-USD", 50, monday - 0.5, 50)).hush();
        tape.trades(monday + 10, trade(51, monday + 5.5, 100));

        assertThat(tape.out.rows)
                .filteredOn(row -> row.symbol().equals("BTC-USD"))
                .singleElement()
                .satisfies(row -> assertThat(row.sma20()).isEqualTo(100.0));
    }

    @Test
    void aSliceOfAnotherBucketIsRefused() {
        Slice slice = Slice.ofClock(Rows.BUCKET + 1, 0, 0, 0);
        assertThatThrownBy(() -> tape.process(slice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slice is not of bucket 7: 8");
    }

    @Test
    void anUnknownFormatIsRefused() {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {0, 0, 0, 99, 1, 2, 3}));
        assertThatThrownBy(() -> BucketState.read(in))
                .isInstanceOf(IOException.class)
                .hasMessage("bucket state is of format 99, this version reads 2");
    }

    @Test
    void aLongerHorizonAfterARestartDoesNotReviveBarsThatWereLetGo() throws IOException {
        tape.trades(200, trade(1, 0.5, 100)).clock(400);
        Tape longer = new Tape(
                new BarSettings(Duration.ofSeconds(2), Duration.ofHours(1), 4), States.read(States.write(tape.state)));
        longer.clock(402).trades(403, trade(2, 0.7, 101));
        assertThat(longer.out.late).hasSize(1);
        assertThat(longer.out.bars).isEmpty();
    }

    @Test
    void stateOfQuietSymbolsShrinksToNothing() throws IOException {
        int empty = States.write(tape.state).length;
        for (int i = 0; i < 1_000; i++) {
            tape.trades(i, trade("SYM-" + i % 50, i, i, 100));
        }
        int busy = States.write(tape.state).length;
        tape.clock(43_202);
        int closed = States.write(tape.state).length;
        // Exactly so far that the bars of the day are final, but could still change.
        assertThat(tape.out.bars).extracting(Bar::interval).contains(Interval.D1);
        tape.clock(9 * 86_400);
        int gone = States.write(tape.state).length;

        assertThat(List.of(busy, closed, gone)).isSortedAccordingTo((a, b) -> b - a);
        // Four trades of 64 bytes are remembered for good, and up to 64 batches.
        assertThat(gone).isLessThanOrEqualTo(empty + 4 * 64 + 64 * 8);
    }

    @Test
    void stateDoesNotGrowWithTime() throws IOException {
        int[] sizes = new int[6];
        for (int hour = 0; hour < sizes.length; hour++) {
            for (int second = 0; second < 3_600; second += 2) {
                int now = hour * 3_600 + second;
                tape.trades(now, trade(now, now, 100));
            }
            sizes[hour] = States.write(tape.state).length;
        }
        // An hour more is one bar more.
        for (int hour = 2; hour < sizes.length; hour++) {
            assertThat(sizes[hour] - sizes[hour - 1]).isBetween(0, 250);
        }
    }
}
