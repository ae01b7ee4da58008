package io.tapeline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The estimate never falls below the size, whichever part of a batch is large, and is not far above it: a publisher that
 * trusts it closes batches in time, and not much too early.
 */
class SizeEstimateTest {
    private static final int EVENTS = 4_000;
    private static final int FIXED = 512;
    /** Between this and zero each difference takes ten bytes, both ways. */
    private static final long HUGE = Long.MAX_VALUE;
    /** The greatest numeric id, of nine bytes. */
    private static final long ID = 999_999_999_999_999_999L;

    /**
     * A batch in which what the name says is large.
     *
     * @param slack how far above the size the estimate may be, in bytes for each event
     */
    record Shape(String name, int slack, Adder adder) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Adder {
        void add(BatchEncoder encoder, int i, Random random);
    }

    /**
     * Where one column is large, the six others may be estimated at a byte each, and take none. Where all are, next to
     * nothing is left over that could make up for what the estimate forgets.
     */
    static final List<Shape> SHAPES = List.of(
            new Shape("event time", 7, (to, i, random) -> trade(to, "S", "V", flip(i), 0, 1, 0, 0, "", "")),
            new Shape("latency", 7, (to, i, random) -> trade(to, "S", "V", 0, flip(i), 1, 0, 0, "", "")),
            new Shape("price", 7, (to, i, random) -> trade(to, "S", "V", 0, 0, Math.max(1, flip(i)), 0, 0, "", "")),
            new Shape("size", 11, (to, i, random) -> trade(to, "S", "V", 0, 0, 1, flip(i), 0, "", "")),
            new Shape("sequence", 7, (to, i, random) -> trade(to, "S", "V", 0, 0, 1, 0, flip(i), "", "")),
            new Shape("numeric id", 7, (to, i, random) -> trade(to, "S", "V", 0, 0, 1, 0, 0, numericId(i), "")),
            new Shape("round numbers", 9, SizeEstimateTest::round),
            new Shape("all numbers", 2, (to, i, random) -> all(to, i, "S", "V", numericId(i), "")),
            new Shape("attributes", 1, (to, i, random) -> all(to, i, "S", "V" + i % 9, numericId(i / 9), "C" + i % 7)),
            new Shape("short text ids", 4, (to, i, random) -> all(to, i, "S", "V", "id-" + i, "")),
            new Shape("long text ids", 2, (to, i, random) -> all(to, i, "S", "V" + i % 9, "i".repeat(90), "C" + i % 7)),
            new Shape("combinations", 7, (to, i, random) -> all(to, i, "S", "V" + i % 80, "", "C" + i % 79)),
            new Shape("long conditions", 7, (to, i, random) -> all(to, i, "S", "V", numericId(i), i + "c".repeat(90))),
            new Shape("symbols", 13, (to, i, random) -> all(to, i, "S" + i / 3, "V", "", "")),
            new Shape("units", 11, SizeEstimateTest::units),
            new Shape("a round price and size at the end", 2, SizeEstimateTest::oddThenRound),
            new Shape("venues", 17, (to, i, random) -> counted(to, i, "V" + i)),
            new Shape("long venues", 16, (to, i, random) -> counted(to, i, i + "v".repeat(90))),
            new Shape("corrections", 0, (to, i, random) -> to.add(new TradeCorrection(HUGE, HUGE, trade(i)))),
            new Shape("cancels", 0, (to, i, random) -> to.add(new TradeCancel("S", "V", "x" + i, HUGE, HUGE, 0))),
            new Shape("quotes", 0, (to, i, random) -> to.add(quote(i))));

    @ParameterizedTest
    @FieldSource("SHAPES")
    void isAtLeastTheSizeAndNotFarAboveIt(Shape shape) {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        fill(encoder, shape);
        assertThat(encoder.count()).isEqualTo(EVENTS);

        int estimate = encoder.estimatedBytes();
        int size = encoder.encode(RandomEvents.HEADER).length;

        assertThat(estimate).isBetween(size, size + FIXED + shape.slack * EVENTS);
    }

    @Test
    void coversTheLongestHeader() {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        all(encoder, 1, "S", "V", "" + ID, "");
        int estimate = encoder.estimatedBytes();

        BatchHeader header = new BatchHeader(
                "p".repeat(255), Long.MAX_VALUE, 0, 255, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(encoder.encode(header).length).isLessThanOrEqualTo(estimate);
    }

    @Test
    void forgetsTheBatchBefore() {
        BatchEncoder used = new BatchEncoder(Compression.NONE);
        for (int i = 0; i < 2 * SHAPES.size(); i++) {
            // Every other time the round numbers, which any that are not would make longer.
            Shape shape = i % 2 == 0 ? SHAPES.get(i / 2) : SHAPES.get(6);
            BatchEncoder fresh = new BatchEncoder(Compression.NONE);
            fill(fresh, shape);
            fill(used, shape);
            assertThat(used.estimatedBytes()).as(shape.name).isEqualTo(fresh.estimatedBytes());

            used.encode(RandomEvents.HEADER);
            assertThat(used.estimatedBytes()).as("empty after %s", shape).isEqualTo(FIXED);
        }
    }

    private static void fill(BatchEncoder encoder, Shape shape) {
        Random random = new Random(11);
        for (int i = 0; i < EVENTS; i++) {
            shape.adder.add(encoder, i, random);
        }
    }

    private static long flip(int i) {
        return i % 2 * HUGE;
    }

    private static String numericId(int i) {
        return i % 2 == 0 ? "0" : Long.toString(ID);
    }

    private static Trade trade(int i) {
        return new Trade("S", "V", HUGE, HUGE, 0, HUGE, HUGE, Side.BUY, HUGE, "x" + i, "c");
    }

    private static Quote quote(int i) {
        return new Quote("S", "V", HUGE, HUGE, 0, HUGE, HUGE, HUGE, HUGE, i, "R");
    }

    /** Whole seconds, prices and lots. */
    private static void round(BatchEncoder to, int i, Random random) {
        long nanos = random.nextInt(1_000) * 1_000_000_000L;
        trade(to, "S", "V", nanos, -nanos, (1 + random.nextInt(60)) * 1_000_000_000L, i * 100_000_000L, 0, "", "");
    }

    /** All numbers as long as they get, but for the size, which is as long as a byte allows. */
    private static void all(BatchEncoder to, int i, String symbol, String venue, String id, String conditions) {
        trade(to, symbol, venue, flip(i), flip(i + 1), Math.max(1, flip(i)), i * 31 % 64, flip(i), id, conditions);
    }

    /** The same, where each venue counts for itself from the greatest numbers. */
    private static void counted(BatchEncoder to, int i, String venue) {
        String id = Long.toString(ID - i);
        trade(to, "S", venue, flip(i), flip(i + 1), Math.max(1, flip(i)), i * 31 % 64, HUGE - i, id, "");
    }

    /** All numbers long, nearly each trade of a symbol of its own, every other one in tens. */
    private static void units(BatchEncoder to, int i, Random random) {
        int unit = i % 2 * 9 + 1;
        String symbol = i / 20 * 20 + Math.min(18, i % 20) + "s".repeat(90);
        long price = Math.max(10, positive(random)) / unit * unit;
        long size = positive(random) / unit * unit;
        String id = Long.toString(positive(random) % ID);
        String venue = "V" + i % 9;
        String conditions = "C" + i % 7;
        trade(to, symbol, venue, random.nextLong(), random.nextLong(), price, size, positive(random), id, conditions);
    }

    /** The unit of the last symbol is not that of the others. */
    private static void oddThenRound(BatchEncoder to, int i, Random random) {
        boolean odd = i < EVENTS - 1;
        long price = odd ? Math.max(1, flip(i)) : 1_000_000_000;
        long size = odd ? positive(random) : 100_000_000;
        String id = numericId(i / 9);
        trade(to, odd ? "S" : "R", "V" + i % 9, flip(i), flip(i + 1), price, size, flip(i / 9), id, "C" + i % 7);
    }

    private static long positive(Random random) {
        return random.nextLong() >>> 1;
    }

    private static void trade(
            BatchEncoder to,
            String symbol,
            String venue,
            long tsEvent,
            long latency,
            long price,
            long size,
            long sequence,
            String id,
            String conditions) {
        to.addTrade(symbol, venue, tsEvent, tsEvent + latency, price, size, Side.NONE, sequence, id, conditions);
    }
}
