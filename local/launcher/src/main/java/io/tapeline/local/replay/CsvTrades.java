package io.tapeline.local.replay;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trades of a CSV file with a header. Values go to the service as they stand, so that it, and not this class, decides
 * what is valid; only times are brought to nanoseconds. A file without a sequence column gets the row number, so that
 * trades of one instant keep their order.
 */
final class CsvTrades implements TradeSource {
    private final LineReader lines;
    private final DoubleSupplier fraction;
    private final @Nullable String symbol;
    private final @Nullable String venue;
    private final CsvColumns columns;
    private @Nullable TimestampUnit unit;
    private long row;
    private OptionalLong tsEvent = OptionalLong.empty();

    CsvTrades(LineReader lines, DoubleSupplier fraction, CsvOptions options) throws IOException {
        this.lines = lines;
        this.fraction = fraction;
        this.symbol = transparent(options.symbol());
        this.venue = transparent(options.venue());
        this.unit = options.unit();
        String header = lines.next();
        if (header == null) {
            throw new BadTradeFileException("the file is empty");
        }
        this.columns = CsvColumns.ofHeader(split(header));
        requireColumnOr("symbol", symbol);
        requireColumnOr("venue", venue);
    }

    private static @Nullable String transparent(@Nullable String text) {
        return text == null ? null : new String(text.getBytes(StandardCharsets.UTF_8), TradeFiles.TRANSPARENT);
    }

    private void requireColumnOr(String field, @Nullable String option) {
        if (!columns.has(field) && option == null) {
            throw new BadTradeFileException("the file has no column " + field + ": give --" + field);
        }
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        String text = lines.next();
        while (text != null && text.isBlank()) {
            text = lines.next();
        }
        if (text == null) {
            return null;
        }
        row++;
        tsEvent = OptionalLong.empty();
        List<String> cells = split(text);
        if (cells.size() != columns.count()) {
            throw new BadTradeFileException(
                    "line " + line() + ": " + cells.size() + " cells where the header has " + columns.count());
        }
        return json(cells).getBytes(TradeFiles.TRANSPARENT);
    }

    private List<String> split(String text) {
        try {
            return CsvLine.split(text);
        } catch (IllegalArgumentException e) {
            throw new BadTradeFileException("line " + line() + ": " + e.getMessage());
        }
    }

    private String json(List<String> cells) {
        StringBuilder out = new StringBuilder(160);
        out.append('{');
        for (String field : columns.fields()) {
            Optional<String> cell = columns.cell(cells, field);
            if (cell.isPresent()) {
                if (field.equals(CsvColumns.TS_EVENT) || field.equals(CsvColumns.TS_RECV)) {
                    appendTime(out, field, cell.get());
                } else {
                    appendText(out, field, cell.get());
                }
            }
        }
        appendDefault(out, "symbol", symbol);
        appendDefault(out, "venue", venue);
        if (!columns.has("sequence")) {
            name(out, "sequence").append(row);
        }
        return out.append('}').toString();
    }

    private void appendDefault(StringBuilder out, String field, @Nullable String value) {
        if (value != null && !columns.has(field)) {
            appendText(out, field, value);
        }
    }

    /** A time that is no number, or no whole nanosecond, is left as it is: the service says what is wrong with it. */
    private void appendTime(StringBuilder out, String field, String text) {
        try {
            BigDecimal time = new BigDecimal(text);
            if (unit == null) {
                unit = TimestampUnit.guess(time);
            }
            long nanos = unit.nanos(time);
            name(out, field).append(nanos);
            if (field.equals(CsvColumns.TS_EVENT)) {
                tsEvent = OptionalLong.of(nanos);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            appendText(out, field, text);
            if (field.equals(CsvColumns.TS_EVENT)) {
                tsEvent = EventTimes.ofText(text);
            }
        }
    }

    private static void appendText(StringBuilder out, String field, String value) {
        JsonText.appendString(name(out, field), value);
    }

    private static StringBuilder name(StringBuilder out, String field) {
        if (out.length() > 1) {
            out.append(',');
        }
        return out.append('"').append(field).append("\":");
    }

    @Override
    public long line() {
        return lines.line();
    }

    @Override
    public OptionalLong tsEvent() {
        return tsEvent;
    }

    @Override
    public SourcePosition position() {
        return new SourcePosition(lines.offset(), lines.line(), row, unit);
    }

    @Override
    public void goTo(SourcePosition position) throws IOException {
        if (!position.isStart()) {
            lines.skipTo(position.offset(), position.line());
            row = position.row();
            unit = position.unit();
        }
    }

    @Override
    public double fraction() {
        return fraction.getAsDouble();
    }

    @Override
    public String notice() {
        return columns.unknown().isEmpty() ? "" : "columns that are not sent: " + String.join(", ", columns.unknown());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
