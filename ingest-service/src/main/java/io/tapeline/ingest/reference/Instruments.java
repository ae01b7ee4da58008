package io.tapeline.ingest.reference;

import static java.util.Objects.requireNonNull;

import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.post.Admission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The instruments in force. Looked up without locks; changed one change at a time. Thread safe. State bound:
 * {@value #MAX} instruments.
 */
public final class Instruments {
    static final int MAX = 100_000;

    /** What becomes of events of other instruments. */
    public enum Unknown {
        ACCEPT,
        REJECT
    }

    private final @Nullable InstrumentFile file;
    private final Unknown unknown;
    private final ReferenceListener listener;
    private volatile NavigableMap<String, Instrument> inForce = Collections.emptyNavigableMap();
    private InstrumentFile.Stamp seen = InstrumentFile.Stamp.NONE;
    /** Whether the file, as it was seen, is not what is in force. */
    private boolean bad;

    private Instruments(@Nullable InstrumentFile file, Unknown unknown, ReferenceListener listener) {
        this.file = file;
        this.unknown = requireNonNull(unknown, "unknown is null");
        this.listener = requireNonNull(listener, "listener is null");
    }

    /**
     * The instruments of a file.
     *
     * @param path the file, which may be missing as long as there are no instruments; null if they are nowhere
     * @throws ReferenceException if the file is not good
     */
    public static Instruments open(@Nullable Path path, Unknown unknown, ReferenceListener listener)
            throws ReferenceException {
        Instruments instruments = new Instruments(path == null ? null : new InstrumentFile(path), unknown, listener);
        instruments.load();
        return instruments;
    }

    /** Looks at the file, and takes it over if it has changed and is good. */
    public void refresh() {
        try {
            load();
        } catch (ReferenceException bad) {
            listener.bad(bad);
        }
    }

    private synchronized void load() throws ReferenceException {
        if (file == null) {
            return;
        }
        InstrumentFile.Stamp now = file.stamp();
        if (now.equals(seen)) {
            return;
        }
        // Before reading: what changes meanwhile is seen next time. A bad one is told of once.
        seen = now;
        bad = true;
        if (now.equals(InstrumentFile.Stamp.NONE)) {
            throw new ReferenceException(ReferenceException.Reason.IO, "is gone");
        }
        NavigableMap<String, Instrument> read = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Instrument instrument : file.read()) {
            if (read.put(instrument.symbol(), instrument) != null) {
                problems.add("symbol is given twice: " + instrument.symbol());
            }
        }
        if (!problems.isEmpty()) {
            throw ReferenceException.invalid(problems);
        }
        put(read);
        bad = false;
    }

    /**
     * Adds instruments and replaces those of the same symbols, in the file first: all, or none.
     *
     * @throws ReferenceException if they, or the file, are not good
     */
    public synchronized void upsert(Collection<Instrument> instruments) throws ReferenceException {
        InstrumentFile kept = file;
        if (kept == null) {
            throw new ReferenceException(
                    ReferenceException.Reason.NO_FILE,
                    "there is no file to keep instruments in: see ingest.reference.file");
        }
        Set<String> symbols = new HashSet<>();
        for (Instrument instrument : instruments) {
            if (!symbols.add(instrument.symbol())) {
                throw ReferenceException.invalid(List.of("symbol is given twice: " + instrument.symbol()));
            }
        }
        // What someone else has put into the file is not to be lost, good or bad.
        if (bad) {
            seen = InstrumentFile.Stamp.NONE;
        }
        load();
        NavigableMap<String, Instrument> next = new TreeMap<>(inForce);
        instruments.forEach(instrument -> next.put(instrument.symbol(), instrument));
        requireRoom(next);
        kept.write(next.values());
        seen = kept.stamp();
        bad = false;
        put(next);
    }

    /** Instruments as they are posted. */
    public static List<Instrument> parse(byte[] json) throws ReferenceException {
        return InstrumentJson.read(json);
    }

    private void put(NavigableMap<String, Instrument> next) throws ReferenceException {
        requireRoom(next);
        inForce = Collections.unmodifiableNavigableMap(next);
        listener.changed(next.size());
    }

    private static void requireRoom(NavigableMap<String, Instrument> next) throws ReferenceException {
        if (next.size() > MAX) {
            throw ReferenceException.invalid(List.of("more than " + MAX + " instruments: " + next.size()));
        }
    }

    /** How many there are. */
    public int count() {
        return inForce.size();
    }

    public Optional<Instrument> find(String symbol) {
        return Optional.ofNullable(inForce.get(symbol));
    }

    /**
     * Instruments in the order of their symbols.
     *
     * @param symbol only these: a symbol, or the beginning of one and {@code *}; null for all
     * @param venue only those traded there; null for all
     * @param after only those behind this symbol; null for all
     * @param limit so many at most
     */
    public List<Instrument> list(@Nullable String symbol, @Nullable String venue, @Nullable String after, int limit) {
        NavigableMap<String, Instrument> all = inForce;
        Collection<Instrument> rest =
                after == null ? all.values() : all.tailMap(after, false).values();
        return rest.stream()
                .filter(instrument -> symbol == null || matches(symbol, instrument.symbol()))
                .filter(instrument -> venue == null || instrument.venues().contains(venue))
                .limit(limit)
                .toList();
    }

    private static boolean matches(String wanted, String symbol) {
        return wanted.endsWith("*")
                ? symbol.startsWith(wanted.substring(0, wanted.length() - 1))
                : symbol.equals(wanted);
    }

    /** Refuses events of what is not in force, if that is asked for. */
    public Admission admission() {
        return unknown == Unknown.ACCEPT ? Admission.ALL : this::refusal;
    }

    private @Nullable RejectCode refusal(String symbol, String venue) {
        Instrument instrument = inForce.get(symbol);
        if (instrument == null) {
            return RejectCode.UNKNOWN_SYMBOL;
        }
        return instrument.venues().contains(venue) ? null : RejectCode.UNKNOWN_VENUE;
    }
}
