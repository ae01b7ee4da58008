package io.tapeline.ingest.publish;

import io.tapeline.model.MarketEvent;
import io.tapeline.model.Side;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A few events, trades in columns and the others as records, on the way from a post's reader to the open batches: ranges are locked once a block, not once a
 * trade. Reusable; not thread safe.
 */
public final class EventBlock {
    /** How many events it holds. */
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
    /** The id where it is a number, else below zero. */
    final long[] numericIds = new long[CAPACITY];
    /** The id where it is none. */
    final String[] textIds = new String[CAPACITY];

    final String[] conditions = new String[CAPACITY];
    /** What is no trade; null where the columns hold one. */
    final @Nullable MarketEvent[] records = new MarketEvent[CAPACITY];
    /** Scratch space of whoever takes the rows range by range. */
    final int[] order = new int[CAPACITY];

    private int count;
    private long minTsEvent = Long.MAX_VALUE;
    private long maxTsEvent = Long.MIN_VALUE;

    public EventBlock() {
        // Also what a cleared block holds, so that it keeps no text alive.
        Arrays.fill(symbols, "");
        Arrays.fill(venues, "");
        Arrays.fill(textIds, "");
        Arrays.fill(conditions, "");
        Arrays.fill(sides, Side.NONE);
    }

    /**
     * Adds a trade; there must be room.
     *
     * @param bucket the symbol's
     * @param numericId the id if it is a number (see {@link io.tapeline.model.TradeKey#numericId}), else below zero
     * @param textId the id if it is no number; empty if there is none
     */
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
            long numericId,
            String textId,
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
        numericIds[row] = numericId;
        textIds[row] = textId;
        conditions[row] = conditionCodes;
        minTsEvent = Math.min(minTsEvent, tsEvent);
        maxTsEvent = Math.max(maxTsEvent, tsEvent);
    }

    /** Adds an event that is no trade, or a trade that is at hand as a record; there must be room. */
    public void add(int bucket, MarketEvent event) {
        int row = count++;
        buckets[row] = bucket;
        records[row] = event;
        minTsEvent = Math.min(minTsEvent, event.tsEvent());
        maxTsEvent = Math.max(maxTsEvent, event.tsEvent());
    }

    public int count() {
        return count;
    }

    public boolean isFull() {
        return count == CAPACITY;
    }

    /** The oldest event's {@code ts_event}. */
    public long minTsEvent() {
        return minTsEvent;
    }

    /** The newest event's {@code ts_event}. */
    public long maxTsEvent() {
        return maxTsEvent;
    }

    /** Empties it. */
    public void clear() {
        Arrays.fill(textIds, 0, count, "");
        Arrays.fill(records, 0, count, null);
        count = 0;
        minTsEvent = Long.MAX_VALUE;
        maxTsEvent = Long.MIN_VALUE;
    }
}
