package io.tapeline.wire;

import java.util.Arrays;

/** Reads a column: longs as differences or packed. Its array is kept for the next batch. */
final class ColumnReader {
    private int[] exponents = new int[256];

    /**
     * Reads a column of so many values.
     *
     * @param ends for each symbol, the place after its last value
     * @param chained whether differences run from the symbol's previous value, or from the base throughout
     * @param into at least {@code count} long
     */
    void read(AvroInput in, String what, int[] ends, int symbols, int count, boolean chained, long[] into)
            throws WireException {
        int exponent = in.readIndex("exponent", Decimals.MAX_EXPONENT + 1);
        boolean exceptions = readExceptions(in, exponent, symbols);
        long base = in.readLong();
        int items = in.readItems(what, into, count);
        int width = in.readIndex("width", Bits.MAX_WIDTH + 1);
        int length = in.readLength();
        if (width > 0) {
            if (items > 0 || length != Bits.length(count, width)) {
                throw WireException.corrupt(what + " has " + items + " differences and " + length + " bytes for "
                        + count + " offsets of " + width + " bits");
            }
            Bits.unpack(in.bytes(), in.position(), count, width, base, into);
        } else {
            if (length > 0) {
                throw WireException.corrupt(what + " has offsets without a width");
            }
            AvroInput.expand(what, into, items, count);
            if (chained) {
                chain(into, ends, symbols, base);
            } else {
                for (int i = 0; i < count; i++) {
                    into[i] += base;
                }
            }
        }
        in.skip(length);
        scale(into, exponent, exceptions, ends, symbols, count);
    }

    private static void chain(long[] values, int[] ends, int symbols, long base) {
        int at = 0;
        for (int s = 0; s < symbols; s++) {
            long value = base;
            int end = ends[s];
            for (; at < end; at++) {
                value += values[at];
                values[at] = value;
            }
        }
    }

    private void scale(long[] values, int exponent, boolean exceptions, int[] ends, int symbols, int count) {
        if (exceptions) {
            int at = 0;
            for (int s = 0; s < symbols; s++) {
                long unit = Decimals.power(exponents[s]);
                int end = ends[s];
                for (; at < end; at++) {
                    values[at] *= unit;
                }
            }
        } else if (exponent > 0) {
            long unit = Decimals.power(exponent);
            for (int i = 0; i < count; i++) {
                values[i] *= unit;
            }
        }
    }

    private boolean readExceptions(AvroInput in, int exponent, int symbols) throws WireException {
        int next = 0;
        for (int block = in.readBlock(); block > 0; block = in.readBlock()) {
            if (symbols > exponents.length) {
                exponents = new int[Math.max(symbols, exponents.length * 2)];
            }
            for (int i = 0; i < block; i++) {
                int symbol = in.readIndex("symbol", symbols);
                if (symbol < next) {
                    throw WireException.corrupt("exceptions are not in ascending order of symbol");
                }
                Arrays.fill(exponents, next, symbol, exponent);
                exponents[symbol] = in.readIndex("exponent", Decimals.MAX_EXPONENT + 1);
                next = symbol + 1;
            }
        }
        if (next > 0) {
            Arrays.fill(exponents, next, symbols, exponent);
        }
        return next > 0;
    }
}
