package io.tapeline.benchmarks.stream;

import io.tapeline.model.Slice;
import io.tapeline.model.TradeRows;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * The slices of some records again and again, each round later in time and with other trades: event time, receive time
 * and the identity of each row are moved on, in a fresh copy, as fresh from a decoder. A record's slices go out together, as
 * a decoder's do.
 */
final class SliceReplay implements FlatMapFunction<Long, Slice> {
    private static final long serialVersionUID = 1;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int TS_RECV = 8;
    private static final int KEY_LOW = 48;
    /** Ids of a round are below this. */
    static final long IDS_PER_ROUND = 1L << 40;

    private static Slice[][] records = {};
    private static long roundNanos;

    private final long warmUp;

    private SliceReplay(long warmUp) {
        this.warmUp = warmUp;
    }

    /** @param warmUp records after which the time starts */
    static SliceReplay of(Slice[][] replayed, long warmUp) {
        records = replayed;
        long first = replayed[0][0].clock();
        long last = replayed[replayed.length - 1][0].clock();
        // The records are evenly spaced: the next round begins one space after the end of this.
        roundNanos = (last - first) + (last - first) / Math.max(1, replayed.length - 1);
        return new SliceReplay(warmUp);
    }

    /** The clock of a record, nanoseconds since the epoch. */
    static long clock(long record) {
        return records[(int) (record % records.length)][0].clock() + record / records.length * roundNanos;
    }

    @Override
    public void flatMap(Long record, Collector<Slice> out) {
        if (record == warmUp) {
            Stopwatch.start();
        }
        long round = record / records.length;
        for (Slice slice : records[(int) (record % records.length)]) {
            out.collect(moved(slice, round));
        }
    }

    private static Slice moved(Slice slice, long round) {
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
