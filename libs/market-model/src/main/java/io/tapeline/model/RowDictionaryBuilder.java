package io.tapeline.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Makes {@link RowDictionary dictionaries}: add what one is to hold, each kind in the order of its numbers, and
 * {@link #build}. A builder keeps its arrays for the next. Not thread safe.
 */
public final class RowDictionaryBuilder {
    private byte[] symbols = new byte[512];
    private int symbolsEnd;
    private byte[] symbolTexts = new byte[256];
    private int symbolTextsEnd;
    private byte[] attributes = new byte[512];
    private int attributesEnd;
    private int attributeCount;
    private byte[] textIds = new byte[64];
    private int textIdsEnd;
    private int textIdCount;

    /** A dictionary of strings. */
    public static RowDictionary of(
            String[] symbols, String[] venues, byte[] sides, String[] conditions, String[] textIds) {
        if (venues.length != sides.length || venues.length != conditions.length) {
            throw new IllegalArgumentException("attribute arrays differ in length");
        }
        RowDictionaryBuilder builder = new RowDictionaryBuilder();
        for (String symbol : symbols) {
            builder.symbol(Hashing.hash64(symbol), symbol.getBytes(UTF_8));
        }
        for (int i = 0; i < venues.length; i++) {
            byte[] venue = venues[i].getBytes(UTF_8);
            byte[] condition = conditions[i].getBytes(UTF_8);
            builder.attribute(venue, 0, venue.length, sides[i], condition, 0, condition.length);
        }
        for (String textId : textIds) {
            builder.textId(textId);
        }
        return builder.build();
    }

    /**
     * Adds a symbol.
     *
     * @param hash its {@link Hashing#hash64 hash}
     */
    public void symbol(long hash, byte[] utf8) {
        symbols = withRoom(symbols, symbolsEnd, RowDictionary.SYMBOL);
        RowDictionary.LONG.set(symbols, symbolsEnd, hash);
        RowDictionary.INT.set(symbols, symbolsEnd + 8, utf8.length);
        // Where the text begins among the texts, for now.
        RowDictionary.INT.set(symbols, symbolsEnd + 12, symbolTextsEnd);
        symbolsEnd += RowDictionary.SYMBOL;
        symbolTexts = withRoom(symbolTexts, symbolTextsEnd, utf8.length);
        symbolTextsEnd = append(utf8, 0, utf8.length, symbolTexts, symbolTextsEnd);
    }

    /** Adds an attribute, of a venue and conditions that stand as UTF-8 in some arrays. */
    public void attribute(
            byte[] venues,
            int venueStart,
            int venueLength,
            byte side,
            byte[] conditions,
            int conditionsStart,
            int conditionsLength) {
        attributes = withRoom(attributes, attributesEnd, venueLength + conditionsLength + 2 * Integer.BYTES + 3);
        int at = appendLength(venueLength, attributes, attributesEnd);
        at = append(venues, venueStart, venueLength, attributes, at);
        attributes[at++] = side;
        at = appendLength(conditionsLength, attributes, at);
        attributesEnd = append(conditions, conditionsStart, conditionsLength, attributes, at);
        attributeCount++;
    }

    /** Adds a trade id that is text. */
    public void textId(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        textIds = withRoom(textIds, textIdsEnd, utf8.length + Integer.BYTES + 1);
        textIdsEnd = append(utf8, 0, utf8.length, textIds, appendLength(utf8.length, textIds, textIdsEnd));
        textIdCount++;
    }

    /** The dictionary of what has been added since the last one. */
    public RowDictionary build() {
        int textsAt = RowDictionary.HEADER + symbolsEnd;
        int attributesAt = textsAt + symbolTextsEnd;
        byte[] bytes = new byte[attributesAt + attributesEnd + textIdsEnd + RowDictionary.PADDING];
        RowDictionary.INT.set(bytes, 0, symbolsEnd / RowDictionary.SYMBOL);
        RowDictionary.INT.set(bytes, 4, attributeCount);
        RowDictionary.INT.set(bytes, 8, textIdCount);
        RowDictionary.INT.set(bytes, 12, attributesAt);
        append(symbols, 0, symbolsEnd, bytes, RowDictionary.HEADER);
        for (int at = RowDictionary.HEADER + 12; at < textsAt; at += RowDictionary.SYMBOL) {
            RowDictionary.INT.set(bytes, at, textsAt + (int) RowDictionary.INT.get(bytes, at));
        }
        append(symbolTexts, 0, symbolTextsEnd, bytes, textsAt);
        append(attributes, 0, attributesEnd, bytes, attributesAt);
        append(textIds, 0, textIdsEnd, bytes, attributesAt + attributesEnd);
        clear();
        return new RowDictionary(bytes);
    }

    private void clear() {
        symbolsEnd = 0;
        symbolTextsEnd = 0;
        attributesEnd = 0;
        attributeCount = 0;
        textIdsEnd = 0;
        textIdCount = 0;
    }

    private static byte[] withRoom(byte[] bytes, int end, int more) {
        return end + more <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(end + more, 2 * bytes.length));
    }

    private static int append(byte[] from, int start, int length, byte[] to, int at) {
        System.arraycopy(from, start, to, at, length);
        return at + length;
    }

    private static int appendLength(int length, byte[] to, int at) {
        int rest = length;
        int next = at;
        while (rest >= 0x80) {
            to[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[next++] = (byte) rest;
        return next;
    }
}
