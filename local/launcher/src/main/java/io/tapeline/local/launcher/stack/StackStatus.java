package io.tapeline.local.launcher.stack;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Where a stack stands, as its launcher writes it down for the other commands.
 *
 * @param phase what the stack as a whole is doing
 * @param launcherPid the process that runs it
 * @param message what went wrong, or empty
 * @param notes what a person should know, such as a port that is not the usual one
 * @param services each of them, in the order in which they are shown
 */
public record StackStatus(
        Phase phase, long launcherPid, String message, List<String> notes, List<ServiceView> services) {
    /** The stations of a stack's life. */
    public enum Phase {
        STARTING,
        READY,
        FAILED,
        STOPPING
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    public StackStatus {
        requireNonNull(phase, "phase is null");
        requireNonNull(message, "message is null");
        notes = List.copyOf(notes);
        services = List.copyOf(services);
    }

    /** Writes it in one step, so that a reader never sees half of it. */
    void save(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path temporary = file.resolveSibling(file.getFileName() + ".new");
            Files.write(temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** What was written last; empty if nothing was. */
    static Optional<StackStatus> load(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), StackStatus.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
