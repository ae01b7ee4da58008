package io.tapeline.ingest.connect;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * What happened to a feed, the newest entries only. Frames and items that could not be read come in floods: such an entry
 * after one of its kind takes its place and counts it. Thread safe. State bound: {@value #CAPACITY} entries.
 */
final class Journal {
    private static final int CAPACITY = 100;

    /** What happened. */
    enum Kind {
        CONNECTED,
        /** The venue has confirmed the subscriptions. */
        LIVE,
        /** The venue refused a subscription. */
        REFUSED,
        DISCONNECTED,
        /** The connection was open, and mute. */
        SILENT,
        /** Trades that the venue numbered did not come. */
        GAP,
        BACKFILLED,
        BACKFILL_FAILED,
        /** A frame or an answer that is not JSON. */
        MALFORMED,
        /** A message or an item that is no valid event. */
        REJECTED,
        /** Events that were read and given up by the publisher. */
        UNPUBLISHED,
        /** An address or a file could not be read. */
        FAILED,
        /** A file was read to its end. */
        ENDED;

        private final String label = name().toLowerCase(Locale.ROOT);

        String label() {
            return label;
        }
    }

    private final Deque<JournalEntry> entries = new ArrayDeque<>();

    /** Adds an entry, and answers how many times in a row this has happened now. */
    synchronized long add(Instant time, Kind kind, String message) {
        JournalEntry last = entries.peekLast();
        long count = 1;
        if (last != null && last.kind().equals(kind.label()) && (kind == Kind.MALFORMED || kind == Kind.REJECTED)) {
            entries.removeLast();
            count = last.count() + 1;
        } else if (entries.size() == CAPACITY) {
            entries.removeFirst();
        }
        entries.addLast(new JournalEntry(time, kind.label(), count, message));
        return count;
    }

    /** All entries, the newest first. */
    synchronized List<JournalEntry> newestFirst() {
        List<JournalEntry> all = new ArrayList<>(entries.size());
        entries.descendingIterator().forEachRemaining(all::add);
        return all;
    }
}
