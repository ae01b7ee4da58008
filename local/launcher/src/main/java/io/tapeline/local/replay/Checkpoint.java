package io.tapeline.local.replay;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a replay has come: everything before {@code position} was answered, and counts here; nothing behind it.
 *
 * @param position in the file
 * @param accepted acknowledged by the service
 * @param rejected refused by the service
 * @param rejectedByCode refused, by code
 * @param firstRejections the first few of each code
 * @param retries posts that were sent again
 * @param lastAccepted a trade of the last post that was accepted, as it was sent; empty if none was
 */
public record Checkpoint(
        SourcePosition position,
        long accepted,
        long rejected,
        SortedMap<String, Long> rejectedByCode,
        List<Rejection> firstRejections,
        long retries,
        String lastAccepted) {
    /** Nothing was answered yet. */
    public static final Checkpoint START =
            new Checkpoint(SourcePosition.START, 0, 0, Collections.emptySortedMap(), List.of(), 0, "");

    public Checkpoint {
        requireNonNull(position, "position is null");
        rejectedByCode = Collections.unmodifiableSortedMap(new TreeMap<>(rejectedByCode));
        firstRejections = List.copyOf(firstRejections);
        requireNonNull(lastAccepted, "lastAccepted is null");
    }

    /** Trades that were answered. */
    public long answered() {
        return accepted + rejected;
    }
}
