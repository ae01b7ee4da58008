package io.tapeline.local.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which column of a CSV file is which field of the API. Other names in use for a field are understood as well. */
final class CsvColumns {
    static final String TS_EVENT = "ts_event";
    static final String TS_RECV = "ts_recv";

    private static final Map<String, String> FIELD_OF_NAME = Map.ofEntries(
            Map.entry("symbol", "symbol"),
            Map.entry("venue", "venue"),
            Map.entry("exchange", "venue"),
            Map.entry(TS_EVENT, TS_EVENT),
            Map.entry("timestamp", TS_EVENT),
            Map.entry("time", TS_EVENT),
            Map.entry(TS_RECV, TS_RECV),
            Map.entry("price", "price"),
            Map.entry("size", "size"),
            Map.entry("amount", "size"),
            Map.entry("quantity", "size"),
            Map.entry("qty", "size"),
            Map.entry("side", "side"),
            Map.entry("sequence", "sequence"),
            Map.entry("trade_id", "trade_id"),
            Map.entry("id", "trade_id"),
            Map.entry("tid", "trade_id"),
            Map.entry("conditions", "conditions"));

    private final int count;
    private final Map<String, Integer> columnOfField;
    private final List<String> unknown;

    private CsvColumns(int count, Map<String, Integer> columnOfField, List<String> unknown) {
        this.count = count;
        this.columnOfField = columnOfField;
        this.unknown = unknown;
    }

    /**
     * Reads the header.
     *
     * @throws BadTradeFileException if two columns are the same field, or time, price or size is missing
     */
    static CsvColumns ofHeader(List<String> header) {
        Map<String, Integer> columnOfField = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String field = FIELD_OF_NAME.get(header.get(i).toLowerCase(Locale.ROOT));
            if (field == null) {
                unknown.add(header.get(i));
            } else if (columnOfField.putIfAbsent(field, i) != null) {
                throw new BadTradeFileException("line 1: two columns are " + field + ": " + String.join(",", header));
            }
        }
        for (String needed : List.of(TS_EVENT, "price", "size")) {
            if (!columnOfField.containsKey(needed)) {
                throw new BadTradeFileException("line 1: no column is " + needed + ", the header is "
                        + String.join(",", header)
                        + "; understood are timestamp,price,amount and the field names of POST /v1/trades");
            }
        }
        return new CsvColumns(header.size(), columnOfField, unknown);
    }

    int count() {
        return count;
    }

    boolean has(String field) {
        return columnOfField.containsKey(field);
    }

    /** Columns that are no field, in the order of the file. */
    List<String> unknown() {
        return unknown;
    }

    /** Fields in the order of the file. */
    Iterable<String> fields() {
        return columnOfField.keySet();
    }

    /** The text of a field, unless it is empty. */
    Optional<String> cell(List<String> cells, String field) {
        Integer column = columnOfField.get(field);
        return column == null
                ? Optional.empty()
                : Optional.of(cells.get(column)).filter(text -> !text.isEmpty());
    }
}
