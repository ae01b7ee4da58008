package io.tapeline.local.launcher.console;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Standard output and error of a command. On a terminal it has colours, and a region at the bottom whose lines are
 * redrawn in place; elsewhere it is plain lines, one after the other. Thread-safe.
 */
public final class Console {
    private static final String RESET = "\u001b[0m";
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final int DEFAULT_WIDTH = 100;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean colours;
    private final int width;
    /** What stands in the region now. Guarded by this. */
    private List<String> region = List.of();

    public Console(PrintStream out, PrintStream err, boolean terminal, boolean colours, int width) {
        this.out = requireNonNull(out, "out is null");
        this.err = requireNonNull(err, "err is null");
        this.terminal = terminal;
        this.colours = colours;
        this.width = width;
    }

    /**
     * That of this process. The script that starts it says by system properties whether it is a terminal
     * ({@code tapeline.terminal}) and how wide ({@code tapeline.columns}): Java cannot tell for output alone.
     */
    public static Console system() {
        boolean terminal = Boolean.getBoolean("tapeline.terminal");
        boolean colours = terminal && System.getenv("NO_COLOR") == null;
        return new Console(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                terminal,
                colours,
                Integer.getInteger("tapeline.columns", DEFAULT_WIDTH));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Whether a person watches, so that lines may be redrawn. */
    public boolean terminal() {
        return terminal;
    }

    /** Columns of the terminal. */
    public int width() {
        return width;
    }

    /** For bulk output, while there is no region. */
    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    /** Prints a line; above the region, if there is one. */
    public synchronized void println(String line) {
        List<String> below = region;
        erase();
        out.println(line);
        draw(below);
    }

    public void println() {
        println("");
    }

    /** Prints a line to standard error, above the region. */
    public synchronized void error(String line) {
        List<String> below = region;
        erase();
        err.println(line);
        draw(below);
    }

    /** Puts {@code lines} in place of what stands in the region. Does nothing where there is no terminal. */
    public synchronized void region(List<String> lines) {
        if (terminal) {
            erase();
            draw(lines);
        }
    }

    /** Leaves what stands in the region where it is, and goes on below it. */
    public synchronized void keepRegion() {
        region = List.of();
    }

    private void erase() {
        if (!region.isEmpty()) {
            StringBuilder codes = new StringBuilder();
            for (int i = 0; i < region.size(); i++) {
                codes.append("\u001b[1A").append(CLEAR_LINE);
            }
            out.print(codes);
            out.flush();
            region = List.of();
        }
    }

    private void draw(List<String> lines) {
        if (!lines.isEmpty()) {
            List<String> fitting = new ArrayList<>();
            for (String line : lines) {
                fitting.add(cut(line));
            }
            out.println(String.join(System.lineSeparator(), fitting));
            region = List.copyOf(lines);
        }
    }

    /** A line that wraps would take two, and erasing would leave one of them. */
    private String cut(String line) {
        StringBuilder kept = new StringBuilder();
        int columns = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\u001b') {
                int end = line.indexOf('m', i);
                kept.append(line, i, end + 1);
                i = end;
            } else if (columns < width - 1) {
                kept.append(c);
                columns++;
            }
        }
        return kept.toString();
    }

    public String bold(String text) {
        return code("1", text);
    }

    public String dim(String text) {
        return code("2", text);
    }

    public String green(String text) {
        return code("32", text);
    }

    public String yellow(String text) {
        return code("33", text);
    }

    public String red(String text) {
        return code("31", text);
    }

    private String code(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
