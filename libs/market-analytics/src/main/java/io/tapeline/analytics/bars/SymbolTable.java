package io.tapeline.analytics.bars;

import io.tapeline.model.RowDictionary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The symbols of a bucket, by name and by number, and when each next needs attention. A copy shares the symbols'
 * states; whichever side next writes to one takes its own copy of it first.
 *
 * <p>A symbol is found by its hash, and it is the one only if its UTF-8 is the same too. The first eight bytes of that, all
 * that most symbols have, stand beside the hash, so that finding one waits for memory once.
 *
 * <p>Bound: the symbols seen in the retention.
 */
final class SymbolTable {
    /** No number of a symbol: it is not known. */
    static final int NONE = -1;
    /** A slot: hash, first eight bytes of UTF-8, its length in the upper half over number and one, and a long for even lines. */
    private static final int SLOT_BITS = 2;

    private static final int WORD = 1;
    private static final int LENGTH_AND_NUMBER = 2;

    /** Open addressing, at most half full. */
    private long[] slots = new long[8 << SLOT_BITS];

    private int size;
    /** By number; null where a number is free. */
    private SymbolState[] states = new SymbolState[4];
    /** By number: the earliest end of a symbol's open bars. */
    private long[] closes = new long[4];
    /** By number: the progress at which a symbol next has bars to issue or to drop. */
    private long[] wakes = new long[4];

    private int end;
    /** Who may write to the states that bear it. */
    private Object owner = new Object();

    /** The state of a dictionary's symbol, new if it is not known, for writing. */
    SymbolState forWriting(RowDictionary dictionary, int symbol) {
        int known = find(dictionary, symbol);
        return known == NONE ? create(dictionary, symbol) : forWriting(known);
    }

    SymbolState forWriting(int id) {
        SymbolState state = states[id];
        if (state.owner != owner) {
            state = state.copy(owner);
            states[id] = state;
        }
        return state;
    }

    /**
     * Puts the numbers of all of a dictionary's symbols, {@link #NONE} for those that are not known, by the dictionary's
     * numbers, and reads what trades will need of them, so that each does not wait for memory by itself.
     *
     * @param found at least as many as the dictionary has symbols
     * @return a value without meaning, by which the compiler cannot know that reading was all
     */
    long findAll(RowDictionary dictionary, int[] found) {
        int count = dictionary.symbolCount();
        for (int symbol = 0; symbol < count; symbol++) {
            found[symbol] = find(dictionary, symbol);
        }
        long bits = 0;
        for (int symbol = 0; symbol < count; symbol++) {
            if (found[symbol] != NONE) {
                bits ^= states[found[symbol]].peek();
            }
        }
        return bits;
    }

    /** The state of a number, for reading; only for numbers that were given to symbols which still have bars. */
    SymbolState get(int id) {
        return states[id];
    }

    boolean isEmpty() {
        return size == 0;
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
        int before = size;
        for (int id = 0; id < end; id++) {
            if (has(id) && states[id].isIdleSince(ts)) {
                states[id] = null;
                schedule(id, BarSeries.NEVER, BarSeries.NEVER);
                size--;
            }
        }
        if (size < before) {
            rehash(slots.length);
        }
    }

    private int find(RowDictionary dictionary, int symbol) {
        long hash = dictionary.symbolHash(symbol);
        long word = dictionary.symbolWord(symbol);
        int length = dictionary.symbolLength(symbol);
        int mask = slots.length - 1;
        for (int slot = slot(hash, mask); ; slot = next(slot, mask)) {
            long lengthAndNumber = slots[slot + LENGTH_AND_NUMBER];
            if (lengthAndNumber == 0) {
                return NONE;
            }
            if (slots[slot] == hash && slots[slot + WORD] == word && lengthAndNumber >>> 32 == length) {
                int id = (int) lengthAndNumber - 1;
                if (length <= Long.BYTES || dictionary.symbolIs(symbol, states[id].utf8)) {
                    return id;
                }
            }
        }
    }

    private SymbolState create(RowDictionary dictionary, int symbol) {
        int id = 0;
        if (size == end) {
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
        SymbolState state = new SymbolState(dictionary.symbols()[symbol], dictionary.symbolHash(symbol), id, owner);
        put(state);
        schedule(id, BarSeries.NEVER, BarSeries.NEVER);
        return state;
    }

    private void put(SymbolState state) {
        states[state.id] = state;
        size++;
        if (size << SLOT_BITS > slots.length / 2) {
            rehash(slots.length * 2);
        } else {
            enter(state);
        }
    }

    private void rehash(int length) {
        slots = new long[length];
        for (int id = 0; id < end; id++) {
            if (has(id)) {
                enter(states[id]);
            }
        }
    }

    private void enter(SymbolState state) {
        int mask = slots.length - 1;
        int slot = slot(state.hash, mask);
        while (slots[slot + LENGTH_AND_NUMBER] != 0) {
            slot = next(slot, mask);
        }
        slots[slot] = state.hash;
        slots[slot + WORD] = word(state.utf8);
        slots[slot + LENGTH_AND_NUMBER] = (long) state.utf8.length << 32 | (state.id + 1);
    }

    private static int slot(long hash, int mask) {
        return ((int) hash << SLOT_BITS) & mask;
    }

    private static int next(int slot, int mask) {
        return (slot + (1 << SLOT_BITS)) & mask;
    }

    /** As {@link RowDictionary#symbolWord} has it. */
    private static long word(byte[] utf8) {
        long word = 0;
        for (int i = Math.min(utf8.length, Long.BYTES) - 1; i >= 0; i--) {
            word = word << Byte.SIZE | (utf8[i] & 0xFF);
        }
        return word;
    }

    SymbolTable copy() {
        SymbolTable copy = new SymbolTable();
        copy.slots = slots.clone();
        copy.size = size;
        copy.states = states.clone();
        copy.closes = closes.clone();
        copy.wakes = wakes.clone();
        copy.end = end;
        owner = new Object();
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(end);
        out.writeInt(size);
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
