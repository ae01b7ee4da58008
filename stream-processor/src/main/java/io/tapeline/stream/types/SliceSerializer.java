package io.tapeline.stream.types;

import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeRows;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Slices on the network: rows go as they lie, in one copy. Slices are read-only by convention, so one is never copied
 * within a JVM. The format may change between releases: no slice rests in a checkpoint (channels are drained, as
 * checkpoints are aligned).
 */
public final class SliceSerializer extends TypeSerializerSingleton<Slice> {
    static final SliceSerializer INSTANCE = new SliceSerializer();

    private static final long serialVersionUID = 1;

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
        return new Slice(bucket, batchId, clock, tsIngest, trades, corrections, cancels);
    }

    private static void writeRows(TradeRows rows, DataOutputView target) throws IOException {
        target.writeInt(rows.count());
        if (rows.count() == 0) {
            return;
        }
        target.write(rows.bytes(), 0, rows.count() * TradeRows.WIDTH);
        Strings.write(rows.symbols(), target);
        Strings.write(rows.venues(), target);
        target.write(rows.sides());
        Strings.write(rows.conditions(), target);
        Strings.write(rows.textIds(), target);
    }

    private static TradeRows readRows(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return TradeRows.EMPTY;
        }
        byte[] rows = new byte[count * TradeRows.WIDTH];
        source.readFully(rows);
        String[] symbols = Strings.read(source);
        String[] venues = Strings.read(source);
        byte[] sides = new byte[venues.length];
        source.readFully(sides);
        String[] conditions = Strings.read(source);
        String[] textIds = Strings.read(source);
        return new TradeRows(count, rows, symbols, venues, sides, conditions, textIds);
    }

    private static void writeCorrection(TradeCorrection correction, DataOutputView target) throws IOException {
        target.writeLong(correction.tsOriginal());
        target.writeLong(correction.tsEvent());
        Trade trade = correction.corrected();
        Strings.write(trade.symbol(), target);
        Strings.write(trade.venue(), target);
        target.writeLong(trade.tsEvent());
        target.writeLong(trade.tsRecv());
        target.writeLong(trade.tsIngest());
        target.writeLong(trade.price());
        target.writeLong(trade.size());
        target.writeChar(trade.side().code());
        target.writeLong(trade.sequence());
        Strings.write(trade.tradeId(), target);
        Strings.write(trade.conditions(), target);
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
                    Strings.readOne(source),
                    Strings.readOne(source),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    source.readLong(),
                    Side.ofCode(source.readChar()),
                    source.readLong(),
                    Strings.readOne(source),
                    Strings.readOne(source));
            corrections[i] = new TradeCorrection(tsOriginal, tsEvent, corrected);
        }
        return corrections;
    }

    private static void writeCancel(TradeCancel cancel, DataOutputView target) throws IOException {
        Strings.write(cancel.symbol(), target);
        Strings.write(cancel.venue(), target);
        Strings.write(cancel.tradeId(), target);
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
                    Strings.readOne(source),
                    Strings.readOne(source),
                    Strings.readOne(source),
                    source.readLong(),
                    source.readLong(),
                    source.readLong());
        }
        return cancels;
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
    public TypeSerializerSnapshot<Slice> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The snapshot of the one serializer there is. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Slice> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
