package io.tapeline.local.replay;

import org.jspecify.annotations.Nullable;

/**
 * A place between two trades of a file, and what is needed to read on from there as if all before had been read.
 *
 * @param offset bytes of the file, unpacked, before it
 * @param line lines of the file before it
 * @param row trades of the file before it
 * @param unit of times that are numbers, once that is known
 */
public record SourcePosition(
        long offset, long line, long row, @Nullable TimestampUnit unit) {
    /** Before the first trade. */
    public static final SourcePosition START = new SourcePosition(0, 0, 0, null);

    public SourcePosition {
        requireNotNegative(offset, "offset");
        requireNotNegative(line, "line");
        requireNotNegative(row, "row");
    }

    private static void requireNotNegative(long value, String name) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
    }

    /** Whether any trade stands before it. */
    public boolean isStart() {
        return row == 0;
    }
}
