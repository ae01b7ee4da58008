package io.tapeline.wire;

import io.tapeline.model.Buckets;
import io.tapeline.model.Quote;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.wire.WireException.Reason;
import java.util.ArrayList;
import java.util.List;

/** Reads the corrections, cancels and quotes of a batch. */
final class RecordReader {
    private interface Item<T> {
        T read(AvroInput in, long tsIngest) throws WireException;
    }

    /** Events so far, of every kind. */
    private int events;

    private int lastBucket;

    List<TradeCorrection> corrections = List.of();
    List<TradeCancel> cancels = List.of();
    List<Quote> quotes = List.of();

    /** Reads the fields corrections, cancels, quotes. */
    void read(AvroInput in, BatchHeader header, int trades) throws WireException {
        events = trades;
        corrections = readArray(in, header, RecordReader::correction);
        cancels = readArray(in, header, RecordReader::cancel);
        quotes = readArray(in, header, RecordReader::quote);
        lastBucket = header.firstBucket();
        for (TradeCorrection correction : corrections) {
            requireInOrder(correction.corrected().symbol(), header);
        }
        lastBucket = header.firstBucket();
        for (TradeCancel cancel : cancels) {
            requireInOrder(cancel.symbol(), header);
        }
        lastBucket = header.firstBucket();
        for (Quote quote : quotes) {
            requireInOrder(quote.symbol(), header);
        }
    }

    int events() {
        return events;
    }

    private <T> List<T> readArray(AvroInput in, BatchHeader header, Item<T> item) throws WireException {
        int block = in.readBlock();
        if (block == 0) {
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (; block > 0; block = in.readBlock()) {
            if (events + block > WireLimits.MAX_EVENTS) {
                throw new WireException(Reason.TOO_LARGE, "more than " + WireLimits.MAX_EVENTS + " events");
            }
            events += block;
            for (int i = 0; i < block; i++) {
                try {
                    items.add(item.read(in, header.tsIngest()));
                } catch (IllegalArgumentException e) {
                    // The model's own constraints, broken.
                    throw WireException.corrupt(String.valueOf(e.getMessage()));
                }
            }
        }
        return items;
    }

    private static TradeCorrection correction(AvroInput in, long tsIngest) throws WireException {
        long tsOriginal = in.readLong();
        long tsEvent = in.readLong();
        Trade trade = new Trade(
                in.readText(),
                in.readText(),
                in.readLong(),
                in.readLong(),
                tsIngest,
                in.readLong(),
                in.readLong(),
                SideCodes.fromWire(in.readLong()),
                in.readLong(),
                in.readText(),
                in.readText());
        return new TradeCorrection(tsOriginal, tsEvent, trade);
    }

    private static TradeCancel cancel(AvroInput in, long tsIngest) throws WireException {
        return new TradeCancel(in.readText(), in.readText(), in.readText(), in.readLong(), in.readLong(), tsIngest);
    }

    private static Quote quote(AvroInput in, long tsIngest) throws WireException {
        return new Quote(
                in.readText(),
                in.readText(),
                in.readLong(),
                in.readLong(),
                tsIngest,
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readText());
    }

    private void requireInOrder(String symbol, BatchHeader header) throws WireException {
        int bucket = Buckets.of(symbol);
        if (bucket < lastBucket || bucket > header.lastBucket()) {
            throw WireException.corrupt("bucket " + bucket + " of " + symbol
                    + " is out of order or out of the range to " + header.lastBucket());
        }
        lastBucket = bucket;
    }
}
