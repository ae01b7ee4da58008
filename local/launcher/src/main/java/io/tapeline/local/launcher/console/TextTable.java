package io.tapeline.local.launcher.console;

import java.util.ArrayList;
import java.util.List;

/** Lays out rows of text in aligned columns. For one thread. */
public final class TextTable {
    /** Which edge of a column its cells stand at. */
    public enum Align {
        LEFT,
        RIGHT
    }

    private static final String GAP = "  ";

    private final List<Align> alignments = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> header = new ArrayList<>();

    /** Adds a column. */
    public TextTable column(String name, Align align) {
        header.add(name);
        alignments.add(align);
        return this;
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has not one cell a column
     */
    public TextTable row(List<String> cells) {
        if (cells.size() != alignments.size()) {
            throw new IllegalArgumentException("row has " + cells.size() + " cells, not " + alignments.size());
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** The lines: header, rule, rows; without trailing blanks. */
    public List<String> lines() {
        int[] widths = new int[alignments.size()];
        measure(header, widths);
        rows.forEach(row -> measure(row, widths));
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths));
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("─".repeat(width));
        }
        lines.add(line(rule, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static void measure(List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], width(cells.get(i)));
        }
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String pad = " ".repeat(widths[i] - width(cell));
            out.append(i == 0 ? "" : GAP);
            out.append(alignments.get(i) == Align.LEFT ? cell + pad : pad + cell);
        }
        return out.toString().stripTrailing();
    }
}
