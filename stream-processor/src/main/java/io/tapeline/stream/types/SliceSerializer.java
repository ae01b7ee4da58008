package io.tapeline.stream.types;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapeline.model.Quote;
import io.tapeline.model.RowDictionary;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeRows;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Slices on the network: rows go as they lie, in one copy, and so does their dictionary: no string is made on the way. Slices are read-only by convention, so one is never copied
 * within a JVM. The format may change between releases: no slice rests in a checkpoint (channels are drained, as
 * checkpoints are aligned).
 *
 * <p>The array of the rows read is {@linkplain TradeRows#lent lent}: given back, it takes the next slice's, near at hand still.
 */
public final class SliceSerializer extends TypeSerializer<Slice> {
    private static final long serialVersionUID = 1;

    /** What was given back; null while it is in use. */
    private transient byte @Nullable [] spare;

    @Override
    public TypeSerializer<Slice> duplicate() {
        return new SliceSerializer();
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
        byte[] dictionary = rows.dictionary().bytes();
        target.writeInt(dictionary.length);
        target.write(dictionary);
    }

    private TradeRows readRows(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return TradeRows.EMPTY;
        }
        int length = count * TradeRows.WIDTH;
        byte[] rows = spare;
        if (rows == null || rows.length < length) {
            rows = new byte[length];
        }
        spare = null;
        source.readFully(rows, 0, length);
        byte[] dictionary = new byte[source.readInt()];
        source.readFully(dictionary);
        return TradeRows.lent(count, rows, new RowDictionary(dictionary), returned -> spare = returned);
    }

    private static void writeCorrection(TradeCorrection correction, DataOutputView target) throws IOException {
        target.writeLong(correction.tsOriginal());
        target.writeLong(correction.tsEvent());
        Trade trade = correction.corrected();
        writeText(trade.symbol(), target);
        writeText(trade.venue(), target);
        target.writeLong(trade.tsEvent());
        target.writeLong(trade.tsRecv());
        target.writeLong(trade.tsIngest());
        target.writeLong(trade.price());
        target.writeLong(trade.size());
        target.writeChar(trade.side().code());
        target.writeLong(trade.sequence());
        writeText(trade.tradeId(), target);
        writeText(trade.conditions(), target);
    }

    private static TradeCorrection[] readCorrections(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return Slice.NO_CORRECTIONS;
        }
        TradeCorrection[] corrections = new TradeCorrection[count];
        for (int i = 0; i < count; i++) {
            long tsOriginal = source.readLong();
            long tsEvent = source.readLong();
            Trade corrected = new Trade(
                    readText(source),
                    readText(source),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    Side.ofCode(source.readChar()),
                    source.readLong(),
                    readText(source),
                    readText(source));
            corrections[i] = new TradeCorrection(tsOriginal, tsEvent, corrected);
        }
        return corrections;
    }

    private static void writeCancel(TradeCancel cancel, DataOutputView target) throws IOException {
        writeText(cancel.symbol(), target);
        writeText(cancel.venue(), target);
        writeText(cancel.tradeId(), target);
        target.writeLong(cancel.tsOriginal());
        target.writeLong(cancel.tsEvent());
        target.writeLong(cancel.tsIngest());
    }

    private static TradeCancel[] readCancels(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return Slice.NO_CANCELS;
        }
        TradeCancel[] cancels = new TradeCancel[count];
        for (int i = 0; i < count; i++) {
            cancels[i] = new TradeCancel(
                    readText(source),
                    readText(source),
                    readText(source),
                    source.readLong(),
                    source.readLong(),
                    source.readLong());
        }
        return cancels;
    }

    private static void writeQuote(Quote quote, DataOutputView target) throws IOException {
        writeText(quote.symbol(), target);
        writeText(quote.venue(), target);
        target.writeLong(quote.tsEvent());
        target.writeLong(quote.tsRecv());
        target.writeLong(quote.tsIngest());
        target.writeLong(quote.bidPrice());
        target.writeLong(quote.bidSize());
        target.writeLong(quote.askPrice());
        target.writeLong(quote.askSize());
        target.writeLong(quote.sequence());
        writeText(quote.conditions(), target);
    }

    private static Quote[] readQuotes(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return Slice.NO_QUOTES;
        }
        Quote[] quotes = new Quote[count];
        for (int i = 0; i < count; i++) {
            quotes[i] = new Quote(
                    readText(source),
                    readText(source),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    readText(source));
        }
        return quotes;
    }

    private static void writeText(String text, DataOutputView target) throws IOException {
        byte[] utf8 = text.getBytes(UTF_8);
        target.writeInt(utf8.length);
        target.write(utf8);
    }

    private static String readText(DataInputView source) throws IOException {
        byte[] utf8 = new byte[source.readInt()];
        source.readFully(utf8);
        return new String(utf8, UTF_8);
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
