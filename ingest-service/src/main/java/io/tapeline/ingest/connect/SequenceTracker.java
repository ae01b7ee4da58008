package io.tapeline.ingest.connect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds gaps in the trade ids of each symbol, which the venues count up by one. It lives as long as the feed, so that what
 * happened while there was no connection shows with the first id after it. Pure; not thread safe. State bound: three numbers
 * a symbol, of at most {@value #MAX_SYMBOLS} symbols; others are not tracked.
 */
final class SequenceTracker {
    private static final int MAX_SYMBOLS = 10_000;

    private static final class Last {
        long id;
        long tsEvent;
        long promised;

        Last(long id, long tsEvent) {
            this.id = id;
            this.tsEvent = tsEvent;
            this.promised = id;
        }
    }

    private final Map<String, Last> bySymbol = new HashMap<>();
    private long repeats;

    /** A trade came: the gap before it, if there is one. */
    Optional<Gap> trade(String symbol, long id, long tsEvent) {
        Last last = bySymbol.get(symbol);
        if (last == null) {
            if (bySymbol.size() < MAX_SYMBOLS) {
                bySymbol.put(symbol, new Last(id, tsEvent));
            }
            return Optional.empty();
        }
        if (id <= last.id) {
            repeats++;
            return Optional.empty();
        }
        Optional<Gap> gap = gap(symbol, last, id - 1);
        last.id = id;
        last.tsEvent = tsEvent;
        return gap;
    }

    /**
     * The venue says what the last trade is: the gap, if a trade that it named the time before has still not come. Not the
     * one it names now, which may be on its way.
     */
    Optional<Gap> lastIs(String symbol, long id) {
        Last last = bySymbol.get(symbol);
        if (last == null) {
            return Optional.empty();
        }
        Optional<Gap> gap = gap(symbol, last, last.promised);
        last.id = Math.max(last.id, last.promised);
        last.promised = Math.max(last.promised, id);
        return gap;
    }

    /** Whether this trade, or one after it, has come. */
    boolean hasPassed(String symbol, long id) {
        Last last = bySymbol.get(symbol);
        return last != null && id <= last.id;
    }

    /** Trades that came with an id at or below one that had come: repeated, or late. */
    long repeats() {
        return repeats;
    }

    private static Optional<Gap> gap(String symbol, Last last, long until) {
        return until > last.id ? Optional.of(new Gap(symbol, last.id + 1, until, last.tsEvent)) : Optional.empty();
    }
}
