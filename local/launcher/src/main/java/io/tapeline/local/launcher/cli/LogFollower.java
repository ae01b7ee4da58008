package io.tapeline.local.launcher.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the end of a log, and then what is added to it. Holds at most one block of it. For one thread. */
final class LogFollower {
    private static final int BLOCK = 256 * 1024;

    private final Path file;
    private long position;

    LogFollower(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** The last {@code count} lines, as far as they stand in the last block; {@link #more} goes on behind them. */
    List<String> last(int count) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            position = Math.max(0, log.length() - BLOCK);
        }
        boolean cut = position > 0;
        List<String> lines = more();
        if (cut && !lines.isEmpty()) {
            lines = lines.subList(1, lines.size());
        }
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** Whole lines that were added since; from the start again when the file was cut. */
    List<String> more() throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            if (log.length() < position) {
                position = 0;
            }
            byte[] block = new byte[(int) Math.min(BLOCK, log.length() - position)];
            log.seek(position);
            log.readFully(block);
            int end = block.length;
            while (end > 0 && block[end - 1] != '\n') {
                end--;
            }
            // A line longer than a block is shown in pieces.
            if (end == 0 && block.length == BLOCK) {
                end = block.length;
            }
            position += end;
            return new ArrayList<>(
                    new String(block, 0, end, StandardCharsets.UTF_8).lines().toList());
        }
    }
}
