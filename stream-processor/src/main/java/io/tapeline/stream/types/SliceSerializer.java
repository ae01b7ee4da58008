package io.tapeline.stream.types;

import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeRows;
import java.io.IOException;
import java.io.ObjectInputStream;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Slices on the network: rows go as they lie, in one copy. Slices are read-only by convention, so one is never copied
 * within a JVM. The format may change between releases: no slice rests in a checkpoint (channels are drained, as
 * checkpoints are aligned).
 *
 * <p>An instance is for one thread, as Flink has it.
 */
public final class SliceSerializer extends TypeSerializer<Slice> {
    private static final long serialVersionUID = 1;

    private transient StringCache strings = new StringCache();

    @Override
    public TypeSerializer<Slice> duplicate() {
        return new SliceSerializer();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        strings = new StringCache();
    }

    @Override
    public void serialize(Slice slice, DataOutputView target) throws IOException {
        target.writeInt(slice.bucket());
        target.writeLong(slice.batchId());
        target.writeLong(slice.clock());
        target.writeLong(slice.tsIngest());
        writeRows(slice.trades(), target);
        target.writeInt(slice.corrections().length);
        for (TradeCorrection correction : slice.corrections()) {
            writeCorrection(correction, target);
        }
        target.writeInt(slice.cancels().length);
        for (TradeCancel cancel : slice.cancels()) {
            writeCancel(cancel, target);
        }
        target.writeInt(slice.quotes().length);
        for (Quote quote : slice.quotes()) {
            writeQuote(quote, target);
        }
    }

    @Override
    public Slice deserialize(DataInputView source) throws IOException {
        int bucket = source.readInt();
        long batchId = source.readLong();
        long clock = source.readLong();
        long tsIngest = source.readLong();
        TradeRows trades = readRows(source);
        TradeCorrection[] corrections = readCorrections(source);
        TradeCancel[] cancels = readCancels(source);
        Quote[] quotes = readQuotes(source);
        return new Slice(bucket, batchId, clock, tsIngest, trades, corrections, cancels, quotes);
    }

    private static void writeRows(TradeRows rows, DataOutputView target) throws IOException {
        target.writeInt(rows.count());
        if (rows.count() == 0) {
            return;
        }
        target.write(rows.bytes(), 0, rows.count() * TradeRows.WIDTH);
        StringCache.write(rows.symbols(), target);
        StringCache.write(rows.venues(), target);
        target.write(rows.sides());
        StringCache.write(rows.conditions(), target);
        StringCache.write(rows.textIds(), target);
    }

    private TradeRows readRows(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return TradeRows.EMPTY;
        }
        byte[] rows = new byte[count * TradeRows.WIDTH];
        source.readFully(rows);
        String[] symbols = strings.readAll(source);
        String[] venues = strings.readAll(source);
        byte[] sides = new byte[venues.length];
        source.readFully(sides);
        String[] conditions = strings.readAll(source);
        String[] textIds = strings.readAll(source);
        return new TradeRows(count, rows, symbols, venues, sides, conditions, textIds);
    }

    private static void writeCorrection(TradeCorrection correction, DataOutputView target) throws IOException {
        target.writeLong(correction.tsOriginal());
        target.writeLong(correction.tsEvent());
        Trade trade = correction.corrected();
        StringCache.write(trade.symbol(), target);
        StringCache.write(trade.venue(), target);
        target.writeLong(trade.tsEvent());
        target.writeLong(trade.tsRecv());
        target.writeLong(trade.tsIngest());
        target.writeLong(trade.price());
        target.writeLong(trade.size());
        target.writeChar(trade.side().code());
        target.writeLong(trade.sequence());
        StringCache.write(trade.tradeId(), target);
        StringCache.write(trade.conditions(), target);
    }

    private TradeCorrection[] readCorrections(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return Slice.NO_CORRECTIONS;
        }
        TradeCorrection[] corrections = new TradeCorrection[count];
        for (int i = 0; i < count; i++) {
            long tsOriginal = source.readLong();
            long tsEvent = source.readLong();
            Trade corrected = new Trade(
                    strings.read(source),
                    strings.read(source),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    Side.ofCode(source.readChar()),
                    source.readLong(),
                    strings.read(source),
                    strings.read(source));
            corrections[i] = new TradeCorrection(tsOriginal, tsEvent, corrected);
        }
        return corrections;
    }

    private static void writeCancel(TradeCancel cancel, DataOutputView target) throws IOException {
        StringCache.write(cancel.symbol(), target);
        StringCache.write(cancel.venue(), target);
        StringCache.write(cancel.tradeId(), target);
        target.writeLong(cancel.tsOriginal());
        target.writeLong(cancel.tsEvent());
        target.writeLong(cancel.tsIngest());
    }

    private TradeCancel[] readCancels(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return Slice.NO_CANCELS;
        }
        TradeCancel[] cancels = new TradeCancel[count];
        for (int i = 0; i < count; i++) {
            cancels[i] = new TradeCancel(
                    strings.read(source),
                    strings.read(source),
                    strings.read(source),
                    source.readLong(),
                    source.readLong(),
                    source.readLong());
        }
        return cancels;
    }

    private static void writeQuote(Quote quote, DataOutputView target) throws IOException {
        StringCache.write(quote.symbol(), target);
        StringCache.write(quote.venue(), target);
        target.writeLong(quote.tsEvent());
        target.writeLong(quote.tsRecv());
        target.writeLong(quote.tsIngest());
        target.writeLong(quote.bidPrice());
        target.writeLong(quote.bidSize());
        target.writeLong(quote.askPrice());
        target.writeLong(quote.askSize());
        target.writeLong(quote.sequence());
        StringCache.write(quote.conditions(), target);
    }

    private Quote[] readQuotes(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return Slice.NO_QUOTES;
        }
        Quote[] quotes = new Quote[count];
        for (int i = 0; i < count; i++) {
            quotes[i] = new Quote(
                    strings.read(source),
                    strings.read(source),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    strings.read(source));
        }
        return quotes;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Slice createInstance() {
        return Slice.ofClock(0, 0, 0, 0);
    }

    @Override
    public Slice copy(Slice from) {
        return from;
    }

    @Override
    public Slice copy(Slice from, Slice reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public Slice deserialize(Slice reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SliceSerializer;
    }

    @Override
    public int hashCode() {
        return SliceSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Slice> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The snapshot: there is nothing to configure. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Slice> {
        public Snapshot() {
            super(SliceSerializer::new);
        }
    }
}
