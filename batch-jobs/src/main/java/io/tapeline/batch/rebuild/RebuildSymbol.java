package io.tapeline.batch.rebuild;

import io.tapeline.batch.lake.TradingDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Row;

/** Runs {@link SymbolDay} on the rows of a symbol, in a Spark task. */
final class RebuildSymbol implements CoGroupFunction<String, Row, Row, Row> {
    private static final long serialVersionUID = 1L;

    private final long startNanos;
    private final long endNanos;

    RebuildSymbol(TradingDate date) {
        this.startNanos = date.startNanos();
        this.endNanos = date.endNanos();
    }

    @Override
    public Iterator<Row> call(String symbol, Iterator<Row> events, Iterator<Row> bars) {
        List<Row> found = new ArrayList<>();
        SymbolDay.Findings findings = SymbolDay.reconcile(
                startNanos,
                endNanos,
                map(events, TradeEvents::event),
                map(bars, PublishedBars::bar),
                new TradeBars(symbol),
                verdict -> found.add(Findings.of(symbol, verdict)));
        found.add(Findings.of(findings.trades(), findings.tooLarge()));
        findings.intervals().forEach(counts -> found.add(Findings.of(counts)));
        return found.iterator();
    }

    private static <T> Iterator<T> map(Iterator<Row> rows, Function<Row, T> reader) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public T next() {
                return reader.apply(rows.next());
            }
        };
    }
}
