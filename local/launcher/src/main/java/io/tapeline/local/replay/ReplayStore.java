package io.tapeline.local.replay;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The replays that have not come to their end, one file each in one directory. A file is replaced as a whole, so that a
 * process that is killed leaves the one before or the one after. For one thread of each process; a replay is guarded
 * against a second process by a lock. State bound: {@link #MAX_KEPT} files, the newest.
 */
public final class ReplayStore {
    static final int MAX_KEPT = 100;

    private static final String SUFFIX = ".json";

    private final Path directory;
    private final SavedReplayJson json = new SavedReplayJson();

    /** A store in {@code directory}, which is made when the first replay is saved. */
    public ReplayStore(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
    }

    /**
     * The newest replay of this file that has stopped half-way, wherever the file stood then.
     *
     * @param identity of the file as it is
     * @throws IOException if the directory cannot be read
     */
    public Optional<SavedReplay> find(FileIdentity identity) throws IOException {
        return newest(all(new ArrayList<>()).stream().filter(each -> isSame(each, identity)));
    }

    /**
     * The replay to go on with.
     *
     * @param file as it is called
     * @param identity of the file as it is
     * @param id if it must be that one
     * @throws IOException if the directory cannot be read
     * @throws ReplayException if there is none, what is kept cannot be read, or the file is another than it was
     */
    public SavedReplay resume(Path file, FileIdentity identity, Optional<String> id)
            throws IOException, ReplayException {
        List<String> unreadable = new ArrayList<>();
        List<SavedReplay> wanted = all(unreadable).stream()
                .filter(each -> id.isEmpty() || id.get().equals(each.id()))
                .toList();
        Optional<SavedReplay> same = newest(wanted.stream().filter(each -> isSame(each, identity)));
        if (same.isPresent()) {
            return same.get();
        }
        Path absolute = file.toAbsolutePath().normalize();
        Optional<SavedReplay> other = newest(
                wanted.stream().filter(each -> id.isPresent() || each.file().equals(absolute)));
        if (other.isPresent()) {
            throw new ReplayException(changed(file, identity, other.get()));
        }
        throw new ReplayException("there is nothing to resume: no replay "
                + id.map(each -> "called " + each + " of ").orElse("of ") + file + " has stopped half-way, by what "
                + directory + " holds" + (unreadable.isEmpty() ? "" : "; " + String.join("; ", unreadable)));
    }

    private static String changed(Path file, FileIdentity identity, SavedReplay other) {
        return file + " is not the file of which replay " + other.id() + " has posted "
                + other.checkpoint().position().line() + " lines: "
                + other.identity().difference(identity).orElse("")
                + ". Only the same file can be gone on with; without --resume it is replayed from its start";
    }

    private static boolean isSame(SavedReplay replay, FileIdentity identity) {
        return replay.identity().difference(identity).isEmpty();
    }

    private static Optional<SavedReplay> newest(Stream<SavedReplay> replays) {
        return replays.max(Comparator.comparing(SavedReplay::saved));
    }

    private List<SavedReplay> all(List<String> unreadable) throws IOException {
        List<SavedReplay> found = new ArrayList<>();
        for (Path each : files()) {
            try {
                found.add(json.read(Files.readAllBytes(each)));
            } catch (NoSuchFileException ignored) {
                // Another replay has just come to its end.
            } catch (IOException e) {
                unreadable.add(each.getFileName() + " cannot be read: " + e.getMessage());
            }
        }
        return found;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(directory)) {
            return list.filter(each -> each.getFileName().toString().endsWith(SUFFIX))
                    .toList();
        }
    }

    /**
     * Keeps a replay, in place of what is kept of the same id.
     *
     * @throws IOException if it cannot be written; then what was kept stays
     */
    public void save(SavedReplay replay) throws IOException {
        Files.createDirectories(directory);
        Path part = directory.resolve(replay.id() + ".part");
        Files.write(part, json.write(replay));
        Files.move(part, path(replay.id()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Forgets a replay. */
    public void delete(String id) throws IOException {
        Files.deleteIfExists(path(id));
    }

    /** Whether anything is kept of a replay. */
    public boolean has(String id) {
        return Files.exists(path(id));
    }

    /**
     * Claims a replay for this process until the claim is closed.
     *
     * @throws ReplayException if another has it
     */
    public Closeable claim(String id) throws IOException, ReplayException {
        Files.createDirectories(directory);
        prune();
        Path file = directory.resolve(id + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new ReplayException("replay " + id + " is under way in another process");
        }
        return () -> {
            Files.deleteIfExists(file);
            channel.close();
        };
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void prune() throws IOException {
        List<Path> kept = new ArrayList<>(files());
        if (kept.size() >= MAX_KEPT) {
            kept.sort(Comparator.comparing(each -> each.toFile().lastModified()));
            for (Path oldest : kept.subList(0, kept.size() - MAX_KEPT + 1)) {
                Files.deleteIfExists(oldest);
            }
        }
    }

    private Path path(String id) {
        return directory.resolve(id + SUFFIX);
    }
}
