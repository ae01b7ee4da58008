package io.tapeline.batch.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tapeline.batch.rebuild.BarVerdict.Difference;
import io.tapeline.batch.rebuild.SymbolDay.Findings;
import io.tapeline.batch.rebuild.SymbolDay.IntervalCounts;
import io.tapeline.batch.rebuild.TradeEvent.Kind;
import io.tapeline.model.Bar;
import io.tapeline.model.Int128;
import io.tapeline.model.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolDayTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<BarVerdict> wanting = new ArrayList<>();

    @Test
    void walksRebuiltAndPublishedBarsSideBySide() {
        Bar first = bar(Interval.S1, 0);
        Bar second = bar(Interval.S1, 1);
        Bar last = bar(Interval.M1, 0);
        Bar extra = bar(Interval.S1, 5);
        Bar extraMinute = bar(Interval.M1, 60);

        Findings findings = reconcile(
                List.of(last, second, first),
                List.of(published(second), published(extra), published(last), published(extraMinute)));

        assertThat(wanting)
                .extracting(BarVerdict::key, BarVerdict::difference)
                .containsExactly(
                        tuple(new BarKey(Interval.S1, 0), Difference.MISSING),
                        tuple(new BarKey(Interval.S1, 5 * SECOND), Difference.EXTRA),
                        tuple(new BarKey(Interval.M1, 60 * SECOND), Difference.EXTRA));
        assertThat(findings.intervals())
                .containsExactly(
                        new IntervalCounts(Interval.S1, 2, 2, 1, 1, 0, 2),
                        new IntervalCounts(Interval.M1, 1, 2, 0, 1, 0, 1));
    }

    @Test
    void findsNothingInADayWithNeitherTradesNorBars() {
        Findings findings = reconcile(List.of(), List.of());

        assertThat(findings.intervals()).isEmpty();
        assertThat(wanting).isEmpty();
    }

    @Test
    void buildsOfTheTradesThatStandOnTheDay() {
        TradeEvent inside = event(1, 100, 10, 5);
        TradeEvent atTheEnd = event(2, 200, 10, 5);
        TradeEvent before = event(3, 99, 10, 5);
        // 2^50 × 2^50 units is the bound.
        TradeEvent large = event(4, 150, (1L << 50) - 1, 1L << 50);
        TradeEvent tooLarge = event(5, 150, 1L << 50, 1L << 50);
        Recorder recorder = new Recorder(List.of());

        Findings findings = SymbolDay.reconcile(
                100,
                200,
                List.of(inside, atTheEnd, before, large, tooLarge).iterator(),
                List.<PublishedBar>of().iterator(),
                recorder,
                wanting::add);

        assertThat(recorder.added).containsExactly(inside, large);
        assertThat(findings.tooLarge()).isEqualTo(1);
    }

    private Findings reconcile(List<Bar> bars, List<PublishedBar> published) {
        List<PublishedBar> inOrder = new ArrayList<>(published);
        inOrder.sort(Comparator.comparing(PublishedBar::key));
        return SymbolDay.reconcile(
                0,
                86_400 * SECOND,
                List.<TradeEvent>of().iterator(),
                inOrder.iterator(),
                new Recorder(bars),
                wanting::add);
    }

    private static Bar bar(Interval interval, long second) {
        return new Bar("BTC-USD", interval, second * SECOND, 10, 12, 9, 11, Int128.of(5), Int128.of(50), 2, 0, true);
    }

    private static PublishedBar published(Bar bar) {
        return new PublishedBar(new BarKey(bar.interval(), bar.start()), BarValues.of(bar), 0, true, true);
    }

    private static TradeEvent event(long id, long tsEvent, long price, long size) {
        return new TradeEvent(Kind.TRADE, 1, id, tsEvent, tsEvent, 0, price, size);
    }

    private static final class Recorder implements SymbolDay.Builder {
        private final List<TradeEvent> added = new ArrayList<>();
        private final List<Bar> bars;

        Recorder(List<Bar> bars) {
            this.bars = bars;
        }

        @Override
        public void add(TradeEvent trade) {
            added.add(trade);
        }

        @Override
        public List<Bar> bars() {
            return bars;
        }
    }
}
