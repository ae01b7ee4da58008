package io.tapeline.ingest.publish;

import io.tapeline.model.Side;
import java.util.Arrays;

/**
 * A few trades in columns, on the way from a post's reader to the open batches: ranges are locked once a block, not once a
 * trade. Reusable; not thread safe.
 */
public final class TradeBlock {
    /** How many trades it holds. */
    public static final int CAPACITY = 512;

    final int[] buckets = new int[CAPACITY];
    final String[] symbols = new String[CAPACITY];
    final String[] venues = new String[CAPACITY];
    final long[] tsEvents = new long[CAPACITY];
    final long[] tsRecvs = new long[CAPACITY];
    final long[] prices = new long[CAPACITY];
    final long[] sizes = new long[CAPACITY];
    final Side[] sides = new Side[CAPACITY];
    final long[] sequences = new long[CAPACITY];
    final String[] tradeIds = new String[CAPACITY];
    final String[] conditions = new String[CAPACITY];
    /** Scratch space of whoever takes the rows range by range. */
    final int[] order = new int[CAPACITY];

    private int count;
    private long minTsEvent = Long.MAX_VALUE;
    private long maxTsEvent = Long.MIN_VALUE;

    public TradeBlock() {
        // Also what a cleared block holds, so that it keeps no text alive.
        Arrays.fill(symbols, "");
        Arrays.fill(venues, "");
        Arrays.fill(tradeIds, "");
        Arrays.fill(conditions, "");
        Arrays.fill(sides, Side.NONE);
    }

    /** Adds a trade; there must be room. The bucket is the symbol's. */
    public void add(
            int bucket,
            String symbol,
            String venue,
            long tsEvent,
            long tsRecv,
            long price,
            long size,
            Side side,
            long sequence,
            String tradeId,
            String conditionCodes) {
        int row = count++;
        buckets[row] = bucket;
        symbols[row] = symbol;
        venues[row] = venue;
        tsEvents[row] = tsEvent;
        tsRecvs[row] = tsRecv;
        prices[row] = price;
        sizes[row] = size;
        sides[row] = side;
        sequences[row] = sequence;
        tradeIds[row] = tradeId;
        conditions[row] = conditionCodes;
        minTsEvent = Math.min(minTsEvent, tsEvent);
        maxTsEvent = Math.max(maxTsEvent, tsEvent);
    }

    public int count() {
        return count;
    }

    public boolean isFull() {
        return count == CAPACITY;
    }

    /** The oldest trade's {@code ts_event}. */
    public long minTsEvent() {
        return minTsEvent;
    }

    /** The newest trade's {@code ts_event}. */
    public long maxTsEvent() {
        return maxTsEvent;
    }

    /** Empties it. */
    public void clear() {
        Arrays.fill(tradeIds, 0, count, "");
        count = 0;
        minTsEvent = Long.MAX_VALUE;
        maxTsEvent = Long.MIN_VALUE;
    }
}
