package io.tapeline.benchmarks.ingest;

import io.tapeline.model.FixedPoint;
import io.tapeline.model.Trade;
import io.tapeline.testkit.TradeGenerator;
import io.tapeline.testkit.TradeSettings;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bodies of posts, in each format, of some of the lively morning's trades of 500 symbols. */
public final class Bodies {
    private static final int SYMBOLS = 500;

    private final TradeGenerator generator;

    Bodies(long seed) {
        generator = new TradeGenerator(TradeSettings.equities(seed, SYMBOLS));
    }

    /** How a body is written. */
    public enum Format {
        NDJSON("application/x-ndjson"),
        JSON("application/json"),
        CSV("text/csv"),
        AVRO("application/avro");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    /** A body of the next trades. */
    byte[] next(Format format, int count) {
        List<Trade> trades = Stream.generate(generator::next).limit(count).toList();
        return switch (format) {
            case NDJSON -> text(trades.stream().map(Bodies::json).collect(Collectors.joining("\n")));
            case JSON -> text(trades.stream().map(Bodies::json).collect(Collectors.joining(",", "[", "]")));
            case CSV ->
                text("symbol,venue,ts_event,ts_recv,price,size,side,trade_id\n"
                        + trades.stream().map(Bodies::csv).collect(Collectors.joining("\n")));
            case AVRO -> batch(trades);
        };
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String json(Trade trade) {
        return "{\"symbol\":\"" + trade.symbol() + "\",\"venue\":\"" + trade.venue() + "\",\"ts_event\":"
                + trade.tsEvent()
                + ",\"ts_recv\":" + trade.tsRecv() + ",\"price\":" + price(trade) + ",\"size\":" + size(trade)
                + ",\"side\":\"" + trade.side().code() + "\",\"trade_id\":" + trade.tradeId() + "}";
    }

    private static String csv(Trade trade) {
        return trade.symbol() + "," + trade.venue() + "," + trade.tsEvent() + "," + trade.tsRecv() + "," + price(trade)
                + "," + size(trade) + "," + trade.side().code() + "," + trade.tradeId();
    }

    private static String price(Trade trade) {
        return FixedPoint.priceDecimal(trade.price()).stripTrailingZeros().toPlainString();
    }

    private static String size(Trade trade) {
        return FixedPoint.sizeDecimal(trade.size()).stripTrailingZeros().toPlainString();
    }

    private static byte[] batch(List<Trade> trades) {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        trades.forEach(encoder::add);
        long clock = trades.get(trades.size() - 1).tsRecv();
        return encoder.encode(new BatchHeader("producer", 1, 0, 255, 1, clock, clock));
    }
}
