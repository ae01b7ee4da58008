package io.tapeline.local.demo;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.Texts;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws candles in text: a full block for a body that rose, a shaded one for a body that fell, a line for a wick. */
final class CandleChart {
    private static final int ROWS = 10;
    private static final int COLUMNS = 3;
    private static final int LABEL_EVERY = 3;
    private static final int LABEL_WIDTH = 8;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ROOT);

    private final Console console;

    CandleChart(Console console) {
        this.console = console;
    }

    /** The lines, highest prices first, dates below; none if there are no candles. */
    List<String> lines(List<Candle> candles) {
        if (candles.isEmpty()) {
            return List.of();
        }
        double top = candles.stream().mapToDouble(Candle::high).max().orElse(0);
        double bottom = candles.stream().mapToDouble(Candle::low).min().orElse(0);
        double step = Math.max(1e-9, (top - bottom) / ROWS);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            double to = top - row * step;
            StringBuilder line = new StringBuilder(label(row, to));
            for (Candle candle : candles) {
                line.append(cell(candle, to - step, to)).append(" ".repeat(COLUMNS - 1));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add(dates(candles));
        return lines;
    }

    private static String label(int row, double price) {
        String text = row % LABEL_EVERY == 0 ? Texts.count(Math.round(price)) : "";
        return String.format(Locale.ROOT, "%" + LABEL_WIDTH + "s %s ", text, text.isEmpty() ? "│" : "┤");
    }

    private String cell(Candle candle, double from, double to) {
        boolean rose = candle.close() >= candle.open();
        double bodyTop = Math.max(candle.open(), candle.close());
        double bodyBottom = Math.min(candle.open(), candle.close());
        String glyph;
        if (bodyBottom < to && bodyTop >= from) {
            glyph = rose ? "█" : "▒";
        } else if (candle.low() < to && candle.high() >= from) {
            glyph = "│";
        } else {
            return " ";
        }
        return rose ? console.green(glyph) : console.red(glyph);
    }

    private static String dates(List<Candle> candles) {
        StringBuilder line = new StringBuilder(" ".repeat(LABEL_WIDTH + 3));
        for (int i = 0; i < candles.size(); i++) {
            Candle candle = candles.get(i);
            if (candle.start().atOffset(ZoneOffset.UTC).getHour() == 0) {
                int at = LABEL_WIDTH + 3 + i * COLUMNS;
                if (line.length() <= at) {
                    line.append(" ".repeat(at - line.length()));
                    line.append(DAY.format(candle.start().atOffset(ZoneOffset.UTC)));
                }
            }
        }
        return line.toString().stripTrailing();
    }
}
