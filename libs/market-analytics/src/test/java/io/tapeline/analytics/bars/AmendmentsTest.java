package io.tapeline.analytics.bars;

import static io.tapeline.analytics.bars.Tape.at;
import static io.tapeline.analytics.bars.Tape.cancel;
import static io.tapeline.analytics.bars.Tape.correction;
import static io.tapeline.analytics.bars.Tape.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class AmendmentsTest {
    private static final BarSettings SETTINGS = new BarSettings(Duration.ofSeconds(2), Duration.ofSeconds(60), 100);

    private final Tape tape = new Tape(SETTINGS);

    @Test
    void aCancelOfTheHighTakesItBack() {
        tape.trades(62, trade(1, 0.5, 100), trade(2, 0.6, 999), trade(3, 0.7, 101))
                .hush();
        tape.cancels(62, cancel(trade(2, 0.6, 999)));

        assertThat(tape.out.outcomes).containsExactly(AmendmentOutcome.APPLIED);
        assertThat(tape.out.bars)
                .extracting(Bar::interval, Bar::revision, Bar::tradeCount, Bar::high)
                .containsExactly(
                        Tuple.tuple(Interval.S1, 1, 2L, 101_000_000_000L),
                        Tuple.tuple(Interval.M1, 1, 2L, 101_000_000_000L));
    }

    @Test
    void aCorrectionMovesATradeToAnotherSecond() {
        tape.trades(30, trade(1, 0.5, 100), trade(2, 0.6, 101), trade(3, 5.5, 102))
                .hush();
        tape.corrections(30, correction(trade(2, 0.6, 101), trade(2, 5.9, 90)));

        assertThat(tape.out.bars)
                .extracting(Bar::start, Bar::revision, Bar::tradeCount, Bar::close)
                .containsExactly(
                        Tuple.tuple(at(0), 1, 1L, 100_000_000_000L), Tuple.tuple(at(5), 1, 2L, 90_000_000_000L));
    }

    @Test
    void aBarThatLosesItsLastTradeIsWithdrawnAndMayComeBack() {
        tape.trades(62, trade(1, 0.5, 100), trade(2, 30, 101)).hush();
        tape.cancels(62, cancel(trade(1, 0.5, 100)));
        assertThat(tape.out.events).contains(new BarKey("BTC-USD", Interval.S1, at(0)));
        assertThat(tape.out.bars).extracting(Bar::interval).containsExactly(Interval.M1);
        assertThat(tape.out.latest.keySet()).doesNotContain(new BarKey("BTC-USD", Interval.S1, at(0)));

        tape.hush().trades(62, trade(3, 0.9, 105));
        assertThat(tape.out.bars)
                .extracting(Bar::interval, Bar::revision, Bar::tradeCount)
                .containsExactly(Tuple.tuple(Interval.S1, 2, 1L), Tuple.tuple(Interval.M1, 2, 2L));
    }

    @Test
    void anOpenBarThatLosesItsLastTradeIsNeverIssued() {
        tape.trades(1, trade(1, 0.5, 100))
                .cancels(1, cancel(trade(1, 0.5, 100)))
                .provisional()
                .clock(2 * 86_400);
        assertThat(tape.out.bars).isEmpty();
        assertThat(tape.out.provisional).isEmpty();
        assertThat(tape.out.rows).isEmpty();
        assertThat(tape.state.nextClose()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aCancelledTradeThatComesAgainStaysCancelled() {
        Trade trade = trade(1, 0.5, 100);
        tape.trades(1, trade).cancels(1, cancel(trade)).trades(1, trade).clock(10);
        assertThat(tape.out.duplicates).isEqualTo(1);
        assertThat(tape.out.bars).isEmpty();
    }

    @Test
    void amendmentsOfOneSliceApplyAfterItsTrades() {
        Trade wrong = trade(1, 0.5, 100);
        Trade right = trade(1, 0.5, 90);
        Trade bust = trade(2, 0.6, 500);
        tape.process(new Slice(
                Rows.BUCKET,
                5,
                at(10),
                at(10),
                Rows.rows(List.of(wrong, bust)),
                new TradeCorrection[] {correction(wrong, right)},
                new TradeCancel[] {cancel(bust)}));

        assertThat(tape.out.bars)
                .extracting(Bar::interval, Bar::revision, Bar::high, Bar::low, Bar::tradeCount)
                .containsExactly(Tuple.tuple(Interval.S1, 0, 90_000_000_000L, 90_000_000_000L, 1L));
    }

    @Test
    void whatCannotBeAppliedSaysWhy() {
        Trade known = trade(1, 50, 100);
        Trade old = trade(2, 1, 100);
        Trade cancelled = trade(3, 50, 100);
        tape.trades(60, known, old, cancelled).cancels(60, cancel(cancelled)).clock(100);
        tape.out.outcomes.clear();
        Trade giant = new Trade(
                known.symbol(),
                known.venue(),
                known.tsEvent(),
                0,
                0,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                known.side(),
                0,
                known.tradeId(),
                "");
        tape.hush()
                .corrections(
                        100,
                        correction(trade(9, 50, 1), trade(9, 50, 2)),
                        correction(trade(9, 30, 1), trade(9, 50, 2)),
                        correction(old, trade(2, 50, 99)),
                        correction(known, trade(1, 30, 99)),
                        correction(known, known),
                        correction(cancelled, trade(3, 50, 99)),
                        correction(known, giant))
                .cancels(100, cancel(trade(9, 50, 1)), cancel(trade(9, 30, 1)), cancel(old), cancel(cancelled));

        assertThat(tape.out.outcomes)
                .containsExactly(
                        AmendmentOutcome.UNKNOWN_TRADE,
                        AmendmentOutcome.BEYOND_HORIZON,
                        AmendmentOutcome.BEYOND_HORIZON,
                        AmendmentOutcome.BEYOND_HORIZON,
                        AmendmentOutcome.REPEATED,
                        AmendmentOutcome.ALREADY_CANCELLED,
                        AmendmentOutcome.TOO_LARGE,
                        AmendmentOutcome.UNKNOWN_TRADE,
                        AmendmentOutcome.BEYOND_HORIZON,
                        AmendmentOutcome.BEYOND_HORIZON,
                        AmendmentOutcome.REPEATED);
        assertThat(tape.out.bars).isEmpty();
    }

    @Test
    void aTradeTooLargeToSumCannotBeAmended() {
        Trade giant =
                new Trade("BTC-USD", "BITSTAMP", at(1), 0, 0, Long.MAX_VALUE, Long.MAX_VALUE, Side.NONE, 0, "1", "");
        tape.trades(1, giant).cancels(1, cancel(giant)).corrections(1, correction(giant, trade(1, 1, 100)));
        assertThat(tape.out.outcomes).containsOnly(AmendmentOutcome.TOO_LARGE).hasSize(2);
    }

    @Test
    void aLateTradeCannotBeAmended() {
        tape.clock(100).trades(100, trade(1, 10, 100)).cancels(100, cancel(trade(1, 10, 100)));
        assertThat(tape.out.late).hasSize(1);
        assertThat(tape.out.outcomes).containsExactly(AmendmentOutcome.BEYOND_HORIZON);
    }
}
