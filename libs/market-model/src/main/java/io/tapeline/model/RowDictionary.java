package io.tapeline.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TradeRows} refer to by number: symbols, attributes (venue, side and conditions together), and trade ids that
 * are text. It is one array of bytes, which travels in one copy; strings are made when first asked for, and the bar loop
 * asks for none: it knows a symbol by its hash and its UTF-8.
 *
 * <p>The array, numbers little-endian: how many symbols, attributes and text ids there are (four bytes each) and where the
 * attributes begin (four bytes); for each symbol its {@link Hashing#hash64 hash} (eight bytes), the length of its UTF-8 and where
 * that begins (four bytes each); the symbols' UTF-8; for each attribute the venue, the {@linkplain Side#code() code} of the
 * side (one byte) and the conditions; the text ids; eight zeros. A text but a symbol's is a length, as a variable-length number
 * of seven bits a byte, the least significant first, and UTF-8.
 *
 * <p>Immutable by convention: no one writes to the array. Safe to share among threads.
 */
public final class RowDictionary {
    static final int HEADER = 16;
    static final int SYMBOL = 16;
    /** Zeros at the end, so that eight bytes can be read from wherever a symbol begins. */
    static final int PADDING = Long.BYTES;

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    /** Made when first asked for; more than once if several threads ask, and equal then. */
    private @Nullable Texts texts;

    /** All of it as strings; its fields are final, so it may be handed over without a lock. */
    private static final class Texts {
        private final String[] symbols;
        private final String[] venues;
        private final byte[] sides;
        private final String[] conditions;
        private final String[] textIds;

        private Texts(RowDictionary dictionary) {
            symbols = new String[dictionary.symbolCount()];
            venues = new String[dictionary.count(4)];
            sides = new byte[venues.length];
            conditions = new String[venues.length];
            textIds = new String[dictionary.count(8)];
            for (int i = 0; i < symbols.length; i++) {
                symbols[i] = new String(dictionary.bytes, dictionary.symbolStart(i), dictionary.symbolLength(i), UTF_8);
            }
            TextReader in = new TextReader(dictionary.bytes, dictionary.count(12));
            for (int i = 0; i < venues.length; i++) {
                venues[i] = in.next();
                sides[i] = in.nextByte();
                conditions[i] = in.next();
            }
            for (int i = 0; i < textIds.length; i++) {
                textIds[i] = in.next();
            }
        }
    }

    private static final class TextReader {
        private final byte[] bytes;
        private int at;

        private TextReader(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        private byte nextByte() {
            return bytes[at++];
        }

        private String next() {
            int length = 0;
            int shift = 0;
            byte part;
            do {
                part = bytes[at++];
                length |= (part & 0x7F) << shift;
                shift += 7;
            } while (part < 0);
            at += length;
            return new String(bytes, at - length, length, UTF_8);
        }
    }

    /** A dictionary of the form that {@link #bytes()} gives and {@link RowDictionaryBuilder} makes; it is not copied. */
    public RowDictionary(byte[] bytes) {
        this.bytes = requireNonNull(bytes, "bytes is null");
        if (bytes.length < HEADER + PADDING) {
            throw new IllegalArgumentException("not a dictionary: " + bytes.length + " bytes");
        }
    }

    /** The array, for copying whole. */
    public byte[] bytes() {
        return bytes;
    }

    public int symbolCount() {
        return count(0);
    }

    /** The hash of a symbol, as {@link Hashing#hash64} gives it. */
    public long symbolHash(int symbol) {
        return (long) LONG.get(bytes, HEADER + symbol * SYMBOL);
    }

    /** How many bytes a symbol's UTF-8 has. */
    public int symbolLength(int symbol) {
        return (int) INT.get(bytes, HEADER + symbol * SYMBOL + 8);
    }

    /**
     * The first eight bytes of a symbol's UTF-8, the first in the lowest bits, zeros where it has fewer: two symbols of equal
     * length of up to eight bytes are equal if these are.
     */
    public long symbolWord(int symbol) {
        long word = (long) LONG.get(bytes, symbolStart(symbol));
        int length = symbolLength(symbol);
        return length >= Long.BYTES ? word : word & ((1L << (length << 3)) - 1);
    }

    /** Whether a symbol's UTF-8 is this. */
    public boolean symbolIs(int symbol, byte[] utf8) {
        int start = symbolStart(symbol);
        return Arrays.equals(bytes, start, start + symbolLength(symbol), utf8, 0, utf8.length);
    }

    /** The symbols, by number. */
    public String[] symbols() {
        return texts().symbols;
    }

    /** The venues, by number of attribute. */
    public String[] venues() {
        return texts().venues;
    }

    /** The {@linkplain Side#code() codes} of the sides, by number of attribute. */
    public byte[] sides() {
        return texts().sides;
    }

    /** The conditions, by number of attribute. */
    public String[] conditions() {
        return texts().conditions;
    }

    /** The trade ids that are text, by number. */
    public String[] textIds() {
        return texts().textIds;
    }

    private int symbolStart(int symbol) {
        return (int) INT.get(bytes, HEADER + symbol * SYMBOL + 12);
    }

    private int count(int at) {
        return (int) INT.get(bytes, at);
    }

    private Texts texts() {
        Texts made = texts;
        if (made == null) {
            made = new Texts(this);
            texts = made;
        }
        return made;
    }
}
