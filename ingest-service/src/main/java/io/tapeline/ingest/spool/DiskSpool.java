package io.tapeline.ingest.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Batches on disk, from before they are first sent until they are done. What a process leaves behind when it is killed, the
 * next one finds in {@link #pending}.
 *
 * <p>Guarantees: once {@link #force} has returned, what was written before is found again, byte by byte: after the end of
 * the process in any case, after the end of the machine if it forces batches. A batch that is done may be found again, if the
 * mark was lost. What is damaged is kept aside in a file named {@code .corrupt} and reported, and is never fatal.
 *
 * <p>One process at a time uses a directory. Not thread safe, but for the counts. State bound: {@link
 * SpoolSettings#maxBytes} on disk, a small object a batch in memory.
 */
public final class DiskSpool implements AutoCloseable {
    private static final String SUFFIX = ".spool";
    private static final long FORCE_EVERY_NANOS = 1_000_000_000L;

    private final SpoolSettings settings;
    private final SpoolListener listener;
    private final FileChannel lockFile;
    private final List<Segment> segments = new ArrayList<>();
    private final List<SpoolEntry> found = new ArrayList<>();

    /** Where writing goes on; the last one of the segments, or none. */
    private @Nullable Segment active;

    private long nextNumber = 1;
    /** What is in the active segment for good: the rest is taken back if it cannot be forced. */
    private long keptBytes;

    private boolean dirty;
    private long forcedAt;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger batches = new AtomicInteger();

    private DiskSpool(SpoolSettings settings, SpoolListener listener, FileChannel lockFile) {
        this.settings = settings;
        this.listener = listener;
        this.lockFile = lockFile;
    }

    /**
     * Opens the directory and reads what is in it.
     *
     * @throws IOException if the directory cannot be used, or another process uses it
     */
    public static DiskSpool open(SpoolSettings settings, SpoolListener listener) throws IOException {
        Files.createDirectories(settings.directory());
        FileChannel lockFile = FileChannel.open(
                settings.directory().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(lockFile, settings.directory());
            DiskSpool spool = new DiskSpool(settings, listener, lockFile);
            spool.findSegments();
            return spool;
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private static void lock(FileChannel file, Path directory) throws IOException {
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // This very process has it; the same as if another had.
        }
        throw new IOException("the spool directory " + directory + " is in use by another process");
    }

    private void findSegments() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(settings.directory(), "*" + SUFFIX)) {
            all.forEach(files::add);
        }
        files.sort(null);
        for (Path file : files) {
            nextNumber = Math.max(nextNumber, numberOf(file) + 1);
            try {
                find(Segment.open(file));
            } catch (IOException e) {
                // The others may hold what can still be published; this one stays where it is.
                listener.failed(file, "cannot be read: " + e);
            }
        }
    }

    private static long numberOf(Path file) {
        String digits = String.valueOf(file.getFileName()).replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }

    private void find(Segment segment) throws IOException {
        segments.add(segment);
        List<SpoolEntry> entries = SegmentScan.pendingOf(segment, listener);
        entries.forEach(entry -> segment.addPending());
        found.addAll(entries);
        bytes.addAndGet(segment.size());
        batches.addAndGet(entries.size());
        deleteIfDone(segment);
    }

    /** What an earlier process left undone, in the order in which it was written. */
    public List<SpoolEntry> pending() {
        return List.copyOf(found);
    }

    /** Bytes on disk. Thread safe. */
    public long bytes() {
        return bytes.get();
    }

    /** Batches that are not done. Thread safe. */
    public int batches() {
        return batches.get();
    }

    /**
     * Writes a batch behind all others; it is in the spool once {@link #force} has returned.
     *
     * @return null if there is no room, until more is done
     * @throws IOException if the disk fails; then {@link #takeBack} what was written since the last {@link #force}
     */
    public @Nullable SpoolEntry write(SpooledBatch batch) throws IOException {
        ByteBuffer entry = Entries.encode(batch);
        int length = entry.remaining();
        Segment segment = active;
        if (segment != null && segment.size() + length > settings.segmentBytes()) {
            endActive();
            segment = null;
        }
        long more = segment == null ? (long) length + Segment.HEADER_BYTES : length;
        if (bytes.get() + more > settings.maxBytes()) {
            endActive();
            if (bytes.get() + length + Segment.HEADER_BYTES > settings.maxBytes()) {
                return null;
            }
            segment = null;
        }
        if (segment == null) {
            segment = begin();
        }
        dirty = true;
        long offset = segment.append(entry);
        bytes.addAndGet(length);
        batches.incrementAndGet();
        segment.addPending();
        return new SpoolEntry(segment, offset, length - Entries.HEADER_BYTES, batch.firstBucket(), batch.lastBucket());
    }

    private Segment begin() throws IOException {
        String name = String.format(Locale.ROOT, "%018d%s", nextNumber++, SUFFIX);
        Segment segment = Segment.create(settings.directory().resolve(name));
        segments.add(segment);
        active = segment;
        keptBytes = segment.size();
        bytes.addAndGet(segment.size());
        if (settings.sync() != SpoolSync.OFF) {
            forceDirectory();
        }
        return segment;
    }

    /** A new file is only found again if its directory is on the disk too. */
    private void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(settings.directory(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Ends the active segment; what was written to it is forced first. */
    private void endActive() throws IOException {
        Segment segment = active;
        if (segment == null) {
            return;
        }
        if (dirty && settings.sync() != SpoolSync.OFF) {
            segment.force();
        }
        dirty = false;
        active = null;
        deleteIfDone(segment);
    }

    /**
     * Puts on the disk what was written, as far as the settings ask for it now.
     *
     * @param now by the interval clock, nanoseconds
     * @throws IOException if the disk fails; then {@link #takeBack} what was written since this last succeeded
     */
    public void force(long now) throws IOException {
        if (active != null) {
            if (dirty && settings.sync() != SpoolSync.OFF && now >= forceDueAt(now)) {
                active.force();
                dirty = false;
                forcedAt = now;
            }
            keptBytes = active.size();
        }
    }

    /** When {@link #force} has something to do though nothing is written; {@link Long#MAX_VALUE} for never. */
    public long forceDueAt(long now) {
        if (!dirty || settings.sync() == SpoolSync.OFF) {
            return Long.MAX_VALUE;
        }
        return settings.sync() == SpoolSync.BATCH ? now : forcedAt + FORCE_EVERY_NANOS;
    }

    /** Takes back entries that were written but may not be on the disk, and goes on in a new segment. */
    public void takeBack(List<SpoolEntry> entries) {
        for (SpoolEntry entry : entries) {
            if (entry.segment != active) {
                // Its segment has ended in between: what cannot be cut off is marked.
                done(entry);
            } else if (entry.end()) {
                batches.decrementAndGet();
                entry.segment.removePending();
            }
        }
        Segment segment = active;
        if (segment != null) {
            active = null;
            dirty = false;
            long before = segment.size();
            try {
                segment.truncate(keptBytes);
                bytes.addAndGet(-(before - keptBytes));
            } catch (IOException e) {
                listener.failed(segment.path(), "cannot be cut: " + e);
            }
            deleteIfDone(segment);
        }
    }

    /**
     * Reads a batch.
     *
     * @throws IOException if that fails, or it is not what was written
     */
    public SpooledBatch read(SpoolEntry entry) throws IOException {
        ByteBuffer header = entry.segment.read(entry.offset, ByteBuffer.allocate(Entries.HEADER_BYTES));
        ByteBuffer body = entry.segment.read(entry.offset + Entries.HEADER_BYTES, ByteBuffer.allocate(entry.bodyBytes));
        if (Entries.bodyBytes(header) != entry.bodyBytes || !Entries.matches(header, body)) {
            throw new IOException(entry + " is not what was written");
        }
        return Entries.decode(body);
    }

    /** Marks a batch that the stream has; the last one of a segment has it deleted. Whether that made room. */
    public boolean done(SpoolEntry entry) {
        if (!entry.end()) {
            return false;
        }
        Segment segment = entry.segment;
        batches.decrementAndGet();
        segment.removePending();
        if (deleteIfDone(segment)) {
            return true;
        }
        try {
            segment.markDone(entry);
        } catch (IOException e) {
            listener.failed(segment.path(), "cannot be marked: " + e);
        }
        return false;
    }

    private boolean deleteIfDone(Segment segment) {
        if (segment == active || segment.pending() > 0) {
            return false;
        }
        segments.remove(segment);
        bytes.addAndGet(-segment.size());
        try {
            segment.close();
            Files.deleteIfExists(segment.path());
        } catch (IOException e) {
            listener.failed(segment.path(), "cannot be deleted: " + e);
        }
        return true;
    }

    /** Lets go of the directory; what is not done stays in it. */
    @Override
    public void close() throws IOException {
        if (!lockFile.isOpen()) {
            return;
        }
        try {
            endActive();
            for (Segment segment : List.copyOf(segments)) {
                segment.close();
            }
        } finally {
            lockFile.close();
        }
    }
}
