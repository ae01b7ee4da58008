package io.tapeline.analytics.bars;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The symbols of a bucket, by name and by number, and when each next needs attention. A copy shares the symbols'
 * states; whichever side next writes to one takes its own copy of it first.
 *
 * <p>Bound: the symbols seen in the retention.
 */
final class SymbolTable {
    private final Map<String, Integer> ids = new HashMap<>();
    /** By number; null where a number is free. */
    private SymbolState[] states = new SymbolState[4];
    /** By number: the earliest end of a symbol's open bars. */
    private long[] closes = new long[4];
    /** By number: the progress at which a symbol next has bars to issue or to drop. */
    private long[] wakes = new long[4];

    private int end;
    /** Who may write to the states that bear it. */
    private Object owner = new Object();

    /** The state of a symbol, new if it is not known, for writing. */
    SymbolState forWriting(String name) {
        Integer known = ids.get(name);
        return known == null ? create(name) : forWriting(known);
    }

    SymbolState forWriting(int id) {
        SymbolState state = states[id];
        if (state.owner != owner) {
            state = state.copy(owner);
            states[id] = state;
        }
        return state;
    }

    /** The state of a number, for reading; only for numbers that were given to symbols which still have bars. */
    SymbolState get(int id) {
        return states[id];
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /** All numbers are below this one. */
    int end() {
        return end;
    }

    boolean has(int id) {
        return id < end && states[id] != null;
    }

    long nextClose(int id) {
        return closes[id];
    }

    long nextWake(int id) {
        return wakes[id];
    }

    /** Notes when the symbol next needs attention. */
    void schedule(int id, long close, long wake) {
        closes[id] = close;
        wakes[id] = wake;
    }

    /** Forgets the symbols that have no bars and have not traded since {@code ts}; their numbers can be given again. */
    void evictIdleSince(long ts) {
        for (int id = 0; id < end; id++) {
            if (has(id) && states[id].isIdleSince(ts)) {
                ids.remove(states[id].name);
                states[id] = null;
                schedule(id, BarSeries.NEVER, BarSeries.NEVER);
            }
        }
    }

    private SymbolState create(String name) {
        int id = 0;
        if (ids.size() == end) {
            id = end++;
            if (end > states.length) {
                states = Arrays.copyOf(states, end * 2);
                closes = Arrays.copyOf(closes, end * 2);
                wakes = Arrays.copyOf(wakes, end * 2);
            }
        } else {
            while (has(id)) {
                id++;
            }
        }
        SymbolState state = new SymbolState(name, id, owner);
        put(state);
        schedule(id, BarSeries.NEVER, BarSeries.NEVER);
        return state;
    }

    private void put(SymbolState state) {
        ids.put(state.name, state.id);
        states[state.id] = state;
    }

    SymbolTable copy() {
        SymbolTable copy = new SymbolTable();
        copy.ids.putAll(ids);
        copy.states = states.clone();
        copy.closes = closes.clone();
        copy.wakes = wakes.clone();
        copy.end = end;
        owner = new Object();
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(end);
        out.writeInt(ids.size());
        for (int id = 0; id < end; id++) {
            if (has(id)) {
                states[id].write(out);
                out.writeLong(closes[id]);
                out.writeLong(wakes[id]);
            }
        }
    }

    static SymbolTable read(DataInput in) throws IOException {
        SymbolTable table = new SymbolTable();
        table.end = in.readInt();
        table.states = new SymbolState[Math.max(4, table.end)];
        table.closes = new long[Math.max(4, table.end)];
        table.wakes = new long[Math.max(4, table.end)];
        int symbols = in.readInt();
        for (int i = 0; i < symbols; i++) {
            SymbolState state = SymbolState.read(in, table.owner);
            table.put(state);
            table.schedule(state.id, in.readLong(), in.readLong());
        }
        return table;
    }
}
