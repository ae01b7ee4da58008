package io.tapeline.wire;

import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Reads a batch with Apache Avro and the schema's documentation alone: slowly, value by value. */
final class GenericReader {
    private GenericReader() {}

    static GenericRecord record(byte[] encoded) throws IOException {
        return new GenericDatumReader<GenericRecord>(Schemas.batch())
                .read(null, DecoderFactory.get().binaryDecoder(encoded, 10, encoded.length - 10, null));
    }

    /** The events, trades in the order of the wire. */
    static RandomEvents.Events events(GenericRecord batch) {
        GenericRecord events = (GenericRecord) batch.get("events");
        long tsIngest = (Long) batch.get("ts_ingest");
        List<TradeCorrection> corrections = new ArrayList<>();
        for (GenericRecord item : records(events, "corrections")) {
            Trade trade = new Trade(
                    text(item, "symbol"),
                    text(item, "venue"),
                    number(item, "trade_ts_event"),
                    number(item, "trade_ts_recv"),
                    tsIngest,
                    number(item, "price"),
                    number(item, "size"),
                    side(item),
                    number(item, "sequence"),
                    text(item, "trade_id"),
                    text(item, "conditions"));
            corrections.add(new TradeCorrection(number(item, "ts_original"), number(item, "ts_event"), trade));
        }
        List<TradeCancel> cancels = new ArrayList<>();
        for (GenericRecord item : records(events, "cancels")) {
            cancels.add(new TradeCancel(
                    text(item, "symbol"),
                    text(item, "venue"),
                    text(item, "trade_id"),
                    number(item, "ts_original"),
                    number(item, "ts_event"),
                    tsIngest));
        }
        List<Quote> quotes = new ArrayList<>();
        for (GenericRecord item : records(events, "quotes")) {
            quotes.add(new Quote(
                    text(item, "symbol"),
                    text(item, "venue"),
                    number(item, "ts_event"),
                    number(item, "ts_recv"),
                    tsIngest,
                    number(item, "bid_price"),
                    number(item, "bid_size"),
                    number(item, "ask_price"),
                    number(item, "ask_size"),
                    number(item, "sequence"),
                    text(item, "conditions")));
        }
        return new RandomEvents.Events(trades(events, tsIngest), corrections, cancels, quotes);
    }

    private static List<Trade> trades(GenericRecord events, long tsIngest) {
        // Which symbol each trade is of, by index, and which of them have times of their own.
        List<Integer> symbols = new ArrayList<>();
        List<?> dictionary = (List<?>) events.get("symbols");
        List<Long> counts = expanded((List<?>) events.get("symbol_trades"), dictionary.size());
        for (int symbol = 0; symbol < dictionary.size(); symbol++) {
            for (long i = 0; i < counts.get(symbol); i++) {
                symbols.add(symbol);
            }
        }
        ByteBuffer repeats = (ByteBuffer) events.get("time_repeats");
        List<Integer> timed = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            if (!repeats.hasRemaining() || !bits(repeats).testBit(i)) {
                timed.add(symbols.get(i));
            }
        }
        List<Long> attributes = column(events, "trade_attributes", symbols, false);
        List<Long> tsEvents = column(events, "ts_event", timed, true);
        List<Long> latencies = column(events, "ts_recv", timed, true);
        List<Long> prices = column(events, "price", symbols, true);
        List<Long> sizes = column(events, "size", symbols, false);
        List<Long> sequences = expanded((List<?>) events.get("sequence"), symbols.size());
        List<GenericRecord> venues = records(events, "venues");
        List<GenericRecord> combinations = records(events, "attributes");
        long numeric = attributes.stream()
                .filter(a -> venue(combinations, venues, a)
                        .get("trade_ids")
                        .toString()
                        .equals("NUMERIC"))
                .count();
        List<Long> ids = expanded((List<?>) events.get("trade_id"), (int) numeric);
        List<?> texts = (List<?>) events.get("trade_id_text");

        Map<Object, Long> lastSequence = new HashMap<>();
        Map<Object, Long> lastId = new HashMap<>();
        Map<Object, Long> lastTime = new HashMap<>();
        int nextTime = -1;
        int nextId = 0;
        int nextText = 0;
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            if (!repeats.hasRemaining() || !bits(repeats).testBit(i)) {
                nextTime++;
            }
            long tsEvent = tsEvents.get(nextTime);
            GenericRecord combination = combinations.get(attributes.get(i).intValue());
            Object venueIndex = combination.get("venue");
            GenericRecord venue = venue(combinations, venues, attributes.get(i));
            long sequence = lastSequence.getOrDefault(venueIndex, 0L) + sequences.get(i);
            lastSequence.put(venueIndex, sequence);
            String id = "";
            switch (venue.get("trade_ids").toString()) {
                case "NUMERIC" -> {
                    long number = ids.get(nextId++);
                    Long last = lastId.get(venueIndex);
                    if (last != null && last != 0) {
                        long product =
                                (tsEvent - lastTime.getOrDefault(venueIndex, 0L)) * (Long) venue.get("trade_id_rate");
                        number += last + product / 1_000_000_000L;
                    }
                    lastId.put(venueIndex, number);
                    lastTime.put(venueIndex, tsEvent);
                    id = Long.toString(number);
                }
                case "TEXT" -> id = texts.get(nextText++).toString();
                default -> {}
            }
            trades.add(new Trade(
                    dictionary.get(symbols.get(i)).toString(),
                    venue.get("venue").toString(),
                    tsEvent,
                    tsEvent + latencies.get(nextTime),
                    tsIngest,
                    prices.get(i),
                    sizes.get(i),
                    side(combination),
                    sequence,
                    id,
                    ((List<?>) events.get("conditions"))
                            .get((Integer) combination.get("conditions"))
                            .toString()));
        }
        return trades;
    }

    private static GenericRecord venue(List<GenericRecord> combinations, List<GenericRecord> venues, long attribute) {
        return venues.get((Integer) combinations.get((int) attribute).get("venue"));
    }

    /** The values of a column whose value i is of the symbol {@code symbols[i]}. */
    private static List<Long> column(GenericRecord events, String name, List<Integer> symbols, boolean chained) {
        GenericRecord column = (GenericRecord) events.get(name);
        int common = (Integer) column.get("exponent");
        Map<Integer, Integer> exponents = new HashMap<>();
        for (GenericRecord exception : records(column, "exceptions")) {
            exponents.put((Integer) exception.get("symbol"), (Integer) exception.get("exponent"));
        }
        long base = number(column, "base");
        int width = (Integer) column.get("width");
        List<Long> deltas = width > 0 ? List.of() : expanded((List<?>) column.get("deltas"), symbols.size());
        List<Long> values = new ArrayList<>();
        long previous = base;
        for (int i = 0; i < symbols.size(); i++) {
            long value;
            if (width > 0) {
                value = base
                        + bits((ByteBuffer) column.get("offsets"))
                                .shiftRight(i * width)
                                .mod(BigInteger.TWO.pow(width))
                                .longValueExact();
            } else if (chained && i > 0 && symbols.get(i).equals(symbols.get(i - 1))) {
                value = previous + deltas.get(i);
            } else {
                value = base + deltas.get(i);
            }
            previous = value;
            long unit = BigInteger.TEN
                    .pow(exponents.getOrDefault(symbols.get(i), common))
                    .longValueExact();
            values.add(value * unit);
        }
        return values;
    }

    private static List<Long> expanded(List<?> items, int count) {
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(items.isEmpty() ? 0L : ((Number) items.get(items.size() == 1 ? 0 : i)).longValue());
        }
        return values;
    }

    /** Little-endian bytes as one number. */
    private static BigInteger bits(ByteBuffer bytes) {
        byte[] reversed = new byte[bytes.remaining()];
        for (int i = 0; i < reversed.length; i++) {
            reversed[reversed.length - 1 - i] = bytes.get(bytes.position() + i);
        }
        return new BigInteger(1, reversed);
    }

    @SuppressWarnings("unchecked") // Avro's generic records are untyped; the schema says what the array holds.
    private static List<GenericRecord> records(GenericRecord in, String field) {
        return (List<GenericRecord>) in.get(field);
    }

    private static String text(GenericRecord in, String field) {
        return in.get(field).toString();
    }

    private static long number(GenericRecord in, String field) {
        return (Long) in.get(field);
    }

    private static Side side(GenericRecord in) {
        return Side.ofCode(in.get("side").toString().charAt(0));
    }
}
