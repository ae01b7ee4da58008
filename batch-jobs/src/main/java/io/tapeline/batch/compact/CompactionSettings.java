package io.tapeline.batch.compact;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the tables are kept.
 *
 * @param retain snapshots younger than this are kept
 * @param retainLast so many snapshots are kept, whatever their age
 * @param manifests manifests are rewritten when a table has more than this many small ones
 * @param orphans files that no snapshot knows are removed when they are older than this; zero leaves them
 */
public record CompactionSettings(Duration retain, int retainLast, int manifests, Duration orphans) {
    /** Writers that are at it may own files younger than this. */
    public static final Duration LEAST_ORPHAN_AGE = Duration.ofDays(3);

    public CompactionSettings {
        requireNonNull(retain, "retain is null");
        requireNonNull(orphans, "orphans is null");
        if (retain.isNegative()) {
            throw new IllegalArgumentException("retain is negative: " + retain);
        }
        if (retainLast < 1) {
            throw new IllegalArgumentException("retainLast is below one: " + retainLast);
        }
        if (!orphans.isZero() && orphans.compareTo(LEAST_ORPHAN_AGE) < 0) {
            throw new IllegalArgumentException("orphans is below " + LEAST_ORPHAN_AGE + ": " + orphans);
        }
    }
}
