package io.tapeline.benchmarks.stream;

import io.tapeline.model.Buckets;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.testkit.TradeGenerator;
import io.tapeline.testkit.TradeSettings;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import io.tapeline.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Records of 2,000 trades of some 500 symbols in 16 buckets, at 50,000 trades a second of event time: a record is 40 ms,
 * a symbol's bar of a second has a hundred trades.
 */
final class Workload {
    static final int TRADES_PER_RECORD = 2_000;
    static final int BUCKETS = 16;

    private static final int SYMBOLS = 500;
    private static final double TRADES_PER_SECOND = 50_000;

    /** A trade and when it comes. */
    private record Arrival(double at, long number, Trade trade) implements Comparable<Arrival> {
        @Override
        public int compareTo(Arrival other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** Latencies are log-normal: the median in nanoseconds, and the deviation of the logarithm. */
    private static final double LATENCY = 300_000;

    private static final double LATENCY_DEVIATION = 0.4;
    /** So many trades are held back to be put in order of arrival: many more than come in a latency. */
    private static final int HELD_BACK = 5_000;

    private final TradeGenerator generator;
    private final TradeOrder order;
    private final Random random;
    private final PriorityQueue<Arrival> underway = new PriorityQueue<>();
    private long arrivals;
    private long sequence;

    Workload(long seed, TradeOrder order) {
        this.order = order;
        this.random = new Random(seed);
        // Of all symbols a sixteenth falls into the buckets of this range, and with them a sixteenth of the trades.
        int all = SYMBOLS * Buckets.COUNT / BUCKETS;
        generator = new TradeGenerator(
                TradeSettings.equities(seed, all).withTradesPerSecond(TRADES_PER_SECOND * Buckets.COUNT / BUCKETS));
    }

    /** The next record's trades. */
    List<Trade> next() {
        List<Trade> trades = new ArrayList<>(TRADES_PER_RECORD);
        while (trades.size() < TRADES_PER_RECORD) {
            trades.add(order == TradeOrder.FEED ? generated() : arrived());
        }
        return trades;
    }

    private Trade generated() {
        while (true) {
            Trade trade = generator.next();
            if (Buckets.of(trade.symbol()) < BUCKETS) {
                return trade;
            }
        }
    }

    private Trade arrived() {
        while (underway.size() < HELD_BACK) {
            Trade trade = generated();
            double latency = LATENCY * Math.exp(LATENCY_DEVIATION * random.nextGaussian());
            underway.add(new Arrival(trade.tsEvent() + latency, arrivals++, trade));
        }
        return underway.remove().trade();
    }

    /** The next record, as it lies on the stream. */
    byte[] nextRecord() {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        List<Trade> trades = next();
        trades.forEach(encoder::add);
        long clock = trades.get(trades.size() - 1).tsRecv();
        return encoder.encode(new BatchHeader("benchmark", 1, 0, BUCKETS - 1, sequence++, clock, clock));
    }

    /** The next records, decoded. */
    static Slice[][] slices(long seed, int records, TradeOrder order) {
        Workload workload = new Workload(seed, order);
        BatchDecoder decoder = new BatchDecoder();
        return IntStream.range(0, records)
                .mapToObj(i -> {
                    try {
                        return decoder.decode(workload.nextRecord()).slices().toArray(Slice[]::new);
                    } catch (WireException impossible) {
                        throw new IllegalStateException("what was just encoded cannot be decoded", impossible);
                    }
                })
                .toArray(Slice[][]::new);
    }
}
