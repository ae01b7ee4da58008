package io.tapeline.local.launcher.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resident memory of processes: from {@code /proc} on Linux, from {@code ps} elsewhere. Pages that processes share are
 * counted for each, so a sum is never too low.
 */
public final class ProcessMemory {
    private static final String RESIDENT = "VmRSS:";

    private ProcessMemory() {}

    /** Bytes of one process; 0 if it has ended. */
    public static long of(long pid) {
        try {
            Path status = Path.of("/proc", Long.toString(pid), "status");
            return Files.exists(Path.of("/proc/self/status")) ? fromProc(status) : fromPs(pid);
        } catch (IOException | NumberFormatException e) {
            // It has ended in between.
            return 0;
        }
    }

    /** Bytes of a process and all below it. */
    public static long ofTree(ProcessHandle root) {
        try (Stream<ProcessHandle> below = root.descendants()) {
            return of(root.pid()) + below.mapToLong(each -> of(each.pid())).sum();
        }
    }

    private static long fromProc(Path status) throws IOException {
        for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
            if (line.startsWith(RESIDENT)) {
                return kilobytes(line.substring(RESIDENT.length()).replace("kB", ""));
            }
        }
        return 0;
    }

    private static long fromPs(long pid) throws IOException {
        Process ps = new ProcessBuilder(List.of("ps", "-o", "rss=", "-p", Long.toString(pid)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = ps.inputReader(StandardCharsets.US_ASCII)) {
            String line = output.readLine();
            return line == null ? 0 : kilobytes(line);
        }
    }

    private static long kilobytes(String text) {
        return Long.parseLong(text.strip()) * 1024;
    }
}
