package io.tapeline.local.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * One file per running service, {@code <name>.pid}, so that a later start can find and clear what an earlier one
 * left. Files are replaced atomically. Thread-safe for different names.
 */
public final class PidFiles {
    private static final String SUFFIX = ".pid";

    private final Path directory;

    /**
     * Files in {@code directory}, which is created if missing.
     *
     * @throws UncheckedIOException if it cannot be created
     */
    public PidFiles(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + directory, e);
        }
    }

    /** Writes down {@code process} as the one that runs {@code name}. */
    public void write(String name, ProcessHandle process) {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(process.pid()));
        properties.setProperty(
                "started", process.info().startInstant().orElseGet(Instant::now).toString());
        process.info().commandLine().ifPresent(command -> properties.setProperty("command", command));
        Path temporary = directory.resolve(name + SUFFIX + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(temporary)) {
                properties.store(writer, null);
            }
            Files.move(temporary, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file(name), e);
        }
    }

    /** Forgets {@code name}. */
    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file(name), e);
        }
    }

    /** What was written down for {@code name}, whether it still runs or not. */
    public Optional<ProcessRecord> read(String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file(name))) {
            properties.load(reader);
            return Optional.of(new ProcessRecord(
                    name,
                    Long.parseLong(properties.getProperty("pid", "")),
                    Instant.parse(properties.getProperty("started", ""))));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            // Missing, or cut short by a full disk: there is nothing in it to act on.
            return Optional.empty();
        }
    }

    /** All that were written down and still run. */
    public List<ProcessRecord> running() {
        List<ProcessRecord> found = new ArrayList<>();
        for (String name : names()) {
            read(name).filter(each -> each.running().isPresent()).ifPresent(found::add);
        }
        return found;
    }

    /**
     * Stops what an earlier run has left: SIGTERM, and SIGKILL after {@code grace}. Removes all files. A process that
     * has only the pid of one written down is never touched.
     *
     * @return those that were still running
     */
    public List<ProcessRecord> clearLeftovers(Duration grace) {
        List<ProcessRecord> left = running();
        List<ProcessHandle> handles =
                left.stream().flatMap(each -> each.running().stream()).toList();
        handles.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + grace.toNanos();
        for (ProcessHandle handle : handles) {
            if (!endsBefore(deadline, handle)) {
                handle.destroyForcibly();
            }
        }
        names().forEach(this::remove);
        return left;
    }

    private static boolean endsBefore(long deadline, ProcessHandle handle) {
        try {
            return Liveness.awaitEnd(handle, Duration.ofNanos(deadline - System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                names.add(fileName.substring(0, fileName.length() - SUFFIX.length()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
        return names;
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }
}
