package io.tapeline.batch.rebuild;

import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was ever said of a symbol's trades into the trades that stand. Pure; holds one trade at a time, so a symbol
 * may have any number.
 *
 * <ul>
 *   <li>Of several trades with one identity the first stands; the others are duplicates.
 *   <li>A correction replaces the trade, in the order of the exchange's clock of the corrections.
 *   <li>A cancel removes it, for good: a later correction finds nothing.
 *   <li>An amendment of a trade nobody reported changes nothing, and is counted.
 * </ul>
 */
final class TradeResolver {
    /**
     * What was met.
     *
     * @param trades of the stream's archive, duplicates included
     * @param late trades that came too late, duplicates included
     * @param duplicates trades dropped for another of the same identity
     * @param corrected corrections applied
     * @param cancelled cancels applied
     * @param repeated amendments that changed nothing: said before, or of a trade cancelled before
     * @param unmatched amendments of a trade nobody reported
     */
    record Counts(
            long trades, long late, long duplicates, long corrected, long cancelled, long repeated, long unmatched) {}

    private final Consumer<TradeEvent> standing;
    private @Nullable TradeEvent first;
    private @Nullable TradeEvent current;
    private boolean known;
    private long trades;
    private long late;
    private long duplicates;
    private long corrected;
    private long cancelled;
    private long repeated;
    private long unmatched;

    private TradeResolver(Consumer<TradeEvent> standing) {
        this.standing = standing;
    }

    /**
     * Resolves one symbol.
     *
     * @param events by identity; of one identity trades before amendments, each in the order in which they are to count
     * @param standing takes the trades that stand, in no order to rely on
     */
    static Counts resolve(Iterator<TradeEvent> events, Consumer<TradeEvent> standing) {
        TradeResolver resolver = new TradeResolver(standing);
        while (events.hasNext()) {
            resolver.next(events.next());
        }
        resolver.finish();
        return new Counts(
                resolver.trades,
                resolver.late,
                resolver.duplicates,
                resolver.corrected,
                resolver.cancelled,
                resolver.repeated,
                resolver.unmatched);
    }

    private void next(TradeEvent event) {
        if (first == null || !first.sameTrade(event)) {
            finish();
            first = event;
        }
        switch (event.kind()) {
            case TRADE -> {
                trades++;
                reported(event);
            }
            case LATE -> {
                late++;
                reported(event);
            }
            case CORRECTION -> {
                if (current == null) {
                    ineffective();
                } else if (current.saysTheSame(event)) {
                    repeated++;
                } else {
                    corrected++;
                    current = event;
                }
            }
            case CANCEL -> {
                if (current == null) {
                    ineffective();
                } else {
                    cancelled++;
                    current = null;
                }
            }
        }
    }

    /** An amendment of a trade that does not stand: because it was cancelled, or because it never was. */
    private void ineffective() {
        if (known) {
            repeated++;
        } else {
            unmatched++;
        }
    }

    private void reported(TradeEvent event) {
        if (!known) {
            known = true;
            current = event;
        } else {
            duplicates++;
        }
    }

    private void finish() {
        if (current != null) {
            standing.accept(current);
        }
        current = null;
        known = false;
    }
}
