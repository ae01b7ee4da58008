package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import io.tapeline.model.Quote;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps all that a bucket says, and holds it to its rules on revisions. */
final class Recorder implements BucketListener {
    /** Everything, in order, as text or value. */
    final List<Object> events = new ArrayList<>();

    final List<Bar> bars = new ArrayList<>();
    final List<Bar> provisional = new ArrayList<>();
    final List<IndicatorRow> rows = new ArrayList<>();
    final List<Trade> accepted = new ArrayList<>();
    final List<Trade> late = new ArrayList<>();
    final List<Trade> tooLarge = new ArrayList<>();
    final List<Quote> quotes = new ArrayList<>();
    final List<AmendmentOutcome> outcomes = new ArrayList<>();
    int duplicates;
    int duplicateBatches;

    /** What a reader of the tables sees: the highest revision of each, at revision 0 so that it compares. */
    final Map<BarKey, Bar> latest = new TreeMap<>();

    final Map<BarKey, IndicatorRow> latestRows = new TreeMap<>();
    private final Map<BarKey, Integer> revisions = new HashMap<>();
    private final Map<BarKey, Integer> rowRevisions = new HashMap<>();

    @Override
    public void bar(Bar bar) {
        events.add(bar);
        BarKey key = BarKey.of(bar);
        if (!bar.isFinal()) {
            assertThat(latest).doesNotContainKey(key);
            provisional.add(bar);
            return;
        }
        bars.add(bar);
        nextRevision(revisions, key, bar.revision());
        latest.put(key, closed(bar));
    }

    @Override
    public void withdrawn(String symbol, Interval interval, long start, int revision) {
        BarKey key = new BarKey(symbol, interval, start);
        events.add(key);
        assertThat(latest.remove(key)).isNotNull();
        latestRows.remove(key);
        nextRevision(revisions, key, revision);
    }

    @Override
    public void indicators(IndicatorRow row) {
        events.add(row);
        rows.add(row);
        BarKey key = new BarKey(row.symbol(), row.interval(), row.start());
        assertThat(latest).containsKey(key);
        nextRevision(rowRevisions, key, row.revision());
        latestRows.put(key, row);
    }

    @Override
    public void accepted(Slice slice, TradeRows trades) {
        add(accepted, Rows.trades(slice, trades));
    }

    @Override
    public void late(Slice slice, TradeRows trades) {
        add(late, Rows.trades(slice, trades));
    }

    @Override
    public void tooLarge(Slice slice, TradeRows trades) {
        add(tooLarge, Rows.trades(slice, trades));
    }

    @Override
    public void correction(Slice slice, TradeCorrection correction, AmendmentOutcome outcome) {
        events.add(outcome);
        outcomes.add(outcome);
    }

    @Override
    public void cancel(Slice slice, TradeCancel cancel, AmendmentOutcome outcome) {
        events.add(outcome);
        outcomes.add(outcome);
    }

    @Override
    public void quotes(Slice slice) {
        assertThat(slice.quotes()).isNotEmpty();
        events.addAll(List.of(slice.quotes()));
        quotes.addAll(List.of(slice.quotes()));
    }

    @Override
    public void duplicates(int trades) {
        assertThat(trades).isPositive();
        events.add("duplicates " + trades);
        duplicates += trades;
    }

    @Override
    public void duplicateBatch(Slice slice) {
        events.add("duplicate batch " + slice.batchId());
        duplicateBatches++;
    }

    /** The bar at revision 0, final. */
    private static Bar closed(Bar bar) {
        return as(bar, true);
    }

    /** The bar at revision 0, not final. */
    static Bar open(Bar bar) {
        return as(bar, false);
    }

    private static Bar as(Bar bar, boolean isFinal) {
        return new Bar(
                bar.symbol(),
                bar.interval(),
                bar.start(),
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume(),
                bar.notional(),
                bar.tradeCount(),
                0,
                isFinal);
    }

    private void add(List<Trade> list, List<Trade> trades) {
        assertThat(trades).isNotEmpty();
        events.addAll(trades);
        list.addAll(trades);
    }

    private static void nextRevision(Map<BarKey, Integer> revisions, BarKey key, int revision) {
        assertThat(revision).as("revision of %s", key).isEqualTo(revisions.getOrDefault(key, -1) + 1);
        revisions.put(key, revision);
    }

    /** Hears everything and keeps nothing. */
    static final class Nothing implements BucketListener {
        @Override
        public void bar(Bar bar) {}

        @Override
        public void withdrawn(String symbol, Interval interval, long start, int revision) {}

        @Override
        public void indicators(IndicatorRow row) {}

        @Override
        public void accepted(Slice slice, TradeRows rows) {}

        @Override
        public void late(Slice slice, TradeRows rows) {}

        @Override
        public void tooLarge(Slice slice, TradeRows rows) {}

        @Override
        public void correction(Slice slice, TradeCorrection correction, AmendmentOutcome outcome) {}

        @Override
        public void cancel(Slice slice, TradeCancel cancel, AmendmentOutcome outcome) {}

        @Override
        public void quotes(Slice slice) {}

        @Override
        public void duplicates(int trades) {}

        @Override
        public void duplicateBatch(Slice slice) {}
    }
}
