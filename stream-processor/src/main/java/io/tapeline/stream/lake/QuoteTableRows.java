package io.tapeline.stream.lake;

import io.tapeline.model.Quote;
import io.tapeline.model.Slice;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/** Quotes as rows of {@code quotes}; a side that is not there is null, which no average takes for a price. */
final class QuoteTableRows implements FlatMapFunction<Slice, RowData> {
    private static final long serialVersionUID = 1;

    @Override
    public void flatMap(Slice slice, Collector<RowData> out) {
        for (Quote quote : slice.quotes()) {
            out.collect(row(slice, quote));
        }
    }

    private static RowData row(Slice slice, Quote quote) {
        boolean bid = quote.bidPrice() != 0 || quote.bidSize() != 0;
        boolean ask = quote.askPrice() != 0 || quote.askSize() != 0;
        return GenericRowData.of(
                Columns.text(quote.symbol()),
                Columns.text(quote.venue()),
                Columns.timestamp(quote.tsEvent()),
                quote.tsEvent(),
                Columns.timestamp(quote.tsRecv()),
                Columns.timestamp(slice.tsIngest()),
                bid ? Columns.price(quote.bidPrice()) : null,
                bid ? Columns.size(quote.bidSize()) : null,
                ask ? Columns.price(quote.askPrice()) : null,
                ask ? Columns.size(quote.askSize()) : null,
                quote.sequence(),
                Columns.text(quote.conditions()),
                slice.bucket());
    }
}
