package io.tapeline.ingest.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Instruments as CSV: the first line names the columns, in any order; the venues of an instrument stand in one value, with
 * {@code |} between them. Values may stand in double quotes, but not go over the end of a line.
 */
final class InstrumentCsv {
    private static final List<String> COLUMNS =
            List.of("symbol", "venues", "asset_class", "tick_size", "currency", "calendar");

    private InstrumentCsv() {}

    static List<Instrument> read(String text) throws ReferenceException {
        List<String> lines = text.lines().toList();
        List<String> header = lines.isEmpty() ? List.of() : split(lines.get(0));
        if (header.size() != COLUMNS.size() || !header.containsAll(COLUMNS)) {
            throw ReferenceException.invalid(
                    List.of("the first line does not name the columns " + String.join(",", COLUMNS)));
        }
        List<Instrument> instruments = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    instruments.add(instrument(header, split(lines.get(i))));
                } catch (IllegalArgumentException e) {
                    problems.add("line " + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw ReferenceException.invalid(problems);
        }
        return instruments;
    }

    static String write(Iterable<Instrument> instruments) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (Instrument instrument : instruments) {
            List<String> values = List.of(
                    quoted(instrument.symbol()),
                    quoted(String.join("|", instrument.venues())),
                    instrument.assetClassLabel(),
                    instrument.tickSize().toPlainString(),
                    instrument.currency(),
                    instrument.calendar());
            text.append(String.join(",", values)).append('\n');
        }
        return text.toString();
    }

    private static Instrument instrument(List<String> header, List<String> values) {
        if (values.size() != header.size()) {
            throw new IllegalArgumentException("there are " + values.size() + " values, not " + header.size());
        }
        List<String> inOrder = COLUMNS.stream()
                .map(column -> values.get(header.indexOf(column)))
                .toList();
        return InstrumentFields.instrument(
                inOrder.get(0),
                Arrays.asList(inOrder.get(1).split("\\|", -1)),
                inOrder.get(2),
                InstrumentFields.decimal("tick_size", inOrder.get(3)),
                inOrder.get(4),
                inOrder.get(5));
    }

    /** The values of a line. */
    private static List<String> split(String line) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"' && (quoted || value.isEmpty())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        values.add(value.toString());
        return values;
    }

    private static String quoted(String value) {
        return value.contains(",") || value.contains("\"") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
