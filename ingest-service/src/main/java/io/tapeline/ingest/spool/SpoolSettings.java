package io.tapeline.ingest.spool;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where the spool is and how much it holds.
 *
 * @param directory of this process alone; made if it is not there
 * @param maxBytes the most that its segments take up, at least {@link #LEAST_BYTES}
 * @param sync when what is written is forced to the disk
 */
public record SpoolSettings(Path directory, long maxBytes, SpoolSync sync) {
    /** Less would not hold a few batches of a few ranges. */
    public static final long LEAST_BYTES = 16L << 20;

    private static final long MOST_SEGMENT_BYTES = 64L << 20;
    private static final int SEGMENTS = 16;

    public SpoolSettings {
        requireNonNull(directory, "directory is null");
        requireNonNull(sync, "sync is null");
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("maxBytes is below " + LEAST_BYTES + ": " + maxBytes);
        }
    }

    /** The size at which a segment ends. A segment goes as a whole, so there are to be several. */
    long segmentBytes() {
        return Math.min(maxBytes / SEGMENTS, MOST_SEGMENT_BYTES);
    }
}
