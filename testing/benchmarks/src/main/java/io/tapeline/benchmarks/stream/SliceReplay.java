package io.tapeline.benchmarks.stream;

import io.tapeline.model.Slice;
import io.tapeline.model.TradeRows;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * The slices of some records again and again, each round later in time and with other trades: event time, receive time
 * and the identity of each row are moved on, in a fresh copy, as fresh from a decoder.
 */
final class SliceReplay implements GeneratorFunction<Long, Slice> {
    private static final long serialVersionUID = 1;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int TS_RECV = 8;
    private static final int KEY_LOW = 48;
    /** Ids of a round are below this. */
    static final long IDS_PER_ROUND = 1L << 40;

    private static Slice[] slices = new Slice[0];
    private static long roundNanos;

    private final long warmUp;

    private SliceReplay(long warmUp) {
        this.warmUp = warmUp;
    }

    /** @param warmUp slices after which the time starts */
    static SliceReplay of(Slice[][] records, long warmUp) {
        slices = Arrays.stream(records).flatMap(Arrays::stream).toArray(Slice[]::new);
        long first = slices[0].clock();
        long last = slices[slices.length - 1].clock();
        // The records are evenly spaced: the next round begins one space after the end of this.
        roundNanos = (last - first) + (last - first) / Math.max(1, records.length - 1);
        return new SliceReplay(warmUp);
    }

    static int slicesPerRound() {
        return slices.length;
    }

    @Override
    public Slice map(Long index) {
        if (index == warmUp) {
            Stopwatch.start();
        }
        long round = index / slices.length;
        Slice slice = slices[(int) (index % slices.length)];
        long later = round * roundNanos;
        TradeRows rows = slice.trades();
        byte[] moved = Arrays.copyOf(rows.bytes(), rows.count() * TradeRows.WIDTH);
        for (int at = 0; at < moved.length; at += TradeRows.WIDTH) {
            LONG.set(moved, at, (long) LONG.get(moved, at) + later);
            LONG.set(moved, at + TS_RECV, (long) LONG.get(moved, at + TS_RECV) + later);
            LONG.set(moved, at + KEY_LOW, (long) LONG.get(moved, at + KEY_LOW) + round * IDS_PER_ROUND);
        }
        TradeRows fresh = new TradeRows(rows.count(), moved, rows.dictionary());
        return Slice.ofTrades(
                slice.bucket(), slice.batchId() + round, slice.clock() + later, slice.tsIngest() + later, fresh);
    }
}
