package io.tapeline.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Looks up who listens on a port: in {@code /proc} on Linux, by {@code lsof} elsewhere. Never throws. */
final class PortHolders {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";
    private static final int LONGEST_COMMAND = 160;

    private PortHolders() {}

    static Optional<PortHolder> find(int port) {
        try {
            Optional<Long> pid = Files.isReadable(PROC.resolve("net/tcp")) ? pidFromProc(port) : pidFromLsof(port);
            return pid.map(value -> new PortHolder(value, command(value)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> pidFromProc(int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            Path path = PROC.resolve(table);
            if (Files.isReadable(path)) {
                for (String line : Files.readAllLines(path, StandardCharsets.US_ASCII)) {
                    listeningInode(line, port).ifPresent(inode -> sockets.add("socket:[" + inode + "]"));
                }
            }
        }
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsAny(process, sockets)) {
                    return Optional.of(Long.valueOf(process.getFileName().toString()));
                }
            }
        }
        return Optional.empty();
    }

    /** A line is {@code sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode ...}. */
    static Optional<String> listeningInode(String line, int port) {
        String[] fields = line.trim().split("\\s+", -1);
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        return fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTEN)
                ? Optional.of(fields[9])
                : Optional.empty();
    }

    private static boolean holdsAny(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Another user's process, or one that has just ended.
        }
        return false;
    }

    private static Optional<Long> pidFromLsof(int port) throws IOException {
        Process lsof = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = lsof.inputReader(StandardCharsets.US_ASCII)) {
            String line = output.readLine();
            return line == null ? Optional.empty() : Optional.of(Long.valueOf(line.trim()));
        }
    }

    private static String command(long pid) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .flatMap(info -> info.commandLine().or(info::command))
                .map(text -> text.length() <= LONGEST_COMMAND ? text : text.substring(0, LONGEST_COMMAND) + "...")
                .orElse("unknown command");
    }
}
