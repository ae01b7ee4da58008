package io.tapeline.wire;

import io.tapeline.model.Buckets;
import io.tapeline.model.Quote;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The open batch's corrections, cancels and quotes: few, so each is a record of its own on the wire. */
final class EventRecords {
    private static final class Encoded {
        private final int bucket;
        private final byte[] bytes;

        private Encoded(int bucket, byte[] bytes) {
            this.bucket = bucket;
            this.bytes = bytes;
        }
    }

    private final AvroOutput scratch = new AvroOutput();
    private final List<Encoded> corrections = new ArrayList<>();
    private final List<Encoded> cancels = new ArrayList<>();
    private final List<Encoded> quotes = new ArrayList<>();
    private int bytes;

    void add(TradeCorrection correction) {
        Trade trade = correction.corrected();
        scratch.clear();
        scratch.writeLong(correction.tsOriginal());
        scratch.writeLong(correction.tsEvent());
        scratch.writeText(Texts.utf8("symbol", trade.symbol()));
        scratch.writeText(Texts.utf8("venue", trade.venue()));
        scratch.writeLong(trade.tsEvent());
        scratch.writeLong(trade.tsRecv());
        scratch.writeLong(trade.price());
        scratch.writeLong(trade.size());
        scratch.writeLong(SideCodes.toWire(trade.side()));
        scratch.writeLong(trade.sequence());
        scratch.writeText(Texts.utf8("tradeId", trade.tradeId()));
        scratch.writeText(Texts.utf8("conditions", trade.conditions()));
        keep(corrections, trade.symbol());
    }

    void add(TradeCancel cancel) {
        scratch.clear();
        scratch.writeText(Texts.utf8("symbol", cancel.symbol()));
        scratch.writeText(Texts.utf8("venue", cancel.venue()));
        scratch.writeText(Texts.utf8("tradeId", cancel.tradeId()));
        scratch.writeLong(cancel.tsOriginal());
        scratch.writeLong(cancel.tsEvent());
        keep(cancels, cancel.symbol());
    }

    void add(Quote quote) {
        scratch.clear();
        scratch.writeText(Texts.utf8("symbol", quote.symbol()));
        scratch.writeText(Texts.utf8("venue", quote.venue()));
        scratch.writeLong(quote.tsEvent());
        scratch.writeLong(quote.tsRecv());
        scratch.writeLong(quote.bidPrice());
        scratch.writeLong(quote.bidSize());
        scratch.writeLong(quote.askPrice());
        scratch.writeLong(quote.askSize());
        scratch.writeLong(quote.sequence());
        scratch.writeText(Texts.utf8("conditions", quote.conditions()));
        keep(quotes, quote.symbol());
    }

    int count() {
        return corrections.size() + cancels.size() + quotes.size();
    }

    /** The bytes they take on the wire, less the arrays' own lengths. */
    int bytes() {
        return bytes;
    }

    /** Whether a symbol lies outside a range of buckets. */
    boolean anyOutside(int firstBucket, int lastBucket) {
        for (List<Encoded> list : List.of(corrections, cancels, quotes)) {
            for (Encoded event : list) {
                if (event.bucket < firstBucket || event.bucket > lastBucket) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Writes the fields corrections, cancels, quotes. */
    void write(AvroOutput out) {
        for (List<Encoded> list : List.of(corrections, cancels, quotes)) {
            list.sort(Comparator.comparingInt(event -> event.bucket));
            out.startArray(list.size());
            for (Encoded event : list) {
                out.writeRaw(event.bytes, 0, event.bytes.length);
            }
            out.endArray();
        }
    }

    void clear() {
        corrections.clear();
        cancels.clear();
        quotes.clear();
        bytes = 0;
    }

    private void keep(List<Encoded> list, String symbol) {
        list.add(new Encoded(Buckets.of(symbol), scratch.toByteArray()));
        bytes += scratch.length();
    }
}
