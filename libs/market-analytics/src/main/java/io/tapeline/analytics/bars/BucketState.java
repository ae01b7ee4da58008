package io.tapeline.analytics.bars;

import io.tapeline.model.RowDictionary;
import io.tapeline.model.Slice;
import io.tapeline.model.TradeRows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * All that is known of one bucket: its event time, the bars and indicators of its symbols, and the trades remembered to
 * recognise duplicates and to apply corrections and cancels. State and event in, state and result out: it has no clock,
 * log or timer, and the same calls always give the same output.
 *
 * <p><b>Event time.</b> {@code progress} is the highest min(watermark, clock − out-of-orderness) there has been, where
 * the clock is the latest of the slices processed. A bar is final once progress reaches its end. The <i>floor</i> is the
 * highest progress − horizon there has been: events before it no longer change bars. A slice's events are judged by the
 * time before it, its own clock counts only after them.
 *
 * <p><b>Exactness.</b> Within the horizon, every order of arrival leads to the same highest revisions. After each call,
 * every final bar has been issued as it is, each at most once a call.
 *
 * <p><b>Bound.</b> Per symbol with trades: the bars not yet final and those that a retained longer bar is made of (at
 * the defaults 1-second bars of about two minutes, 1-minute bars of six minutes, and so on), about 250 bytes each; six
 * indicator states. Per symbol without trades in the {@linkplain BarSettings#symbolRetention() retention}: nothing. Per
 * trade remembered: 64 to 128 bytes, and 32 to 64 more where duplicates are looked for, see {@link BarSettings#dedupMinimum()}.
 *
 * <p>Not thread safe. {@link #copy()} shares what has not changed with the original and never writes to it, so the
 * original may be written out by another thread meanwhile.
 */
public final class BucketState {
    /** The format that {@link #write} writes. */
    private static final int FORMAT = 2;

    private static final long LONG_AGO = Long.MIN_VALUE;
    /** How often symbols without trades are looked for, of event time. */
    private static final long EVICTION_PERIOD = Duration.ofHours(1).toNanos();

    private final int bucket;
    private final RecentTrades recent;
    private final RecentBatches batches;
    private final SymbolTable symbols;
    private final Scratch scratch = new Scratch();

    private long clock = LONG_AGO;
    private long progress = LONG_AGO;
    private long floor = LONG_AGO;
    private long nextClose = BarSeries.NEVER;
    /** The progress at which a symbol needs attention. */
    private long nextWake = BarSeries.NEVER;

    private long nextEviction = BarSeries.NEVER;

    /** The state of a bucket of which nothing is known. */
    public BucketState(int bucket) {
        this(bucket, new RecentTrades(), new RecentBatches(), new SymbolTable());
    }

    private BucketState(int bucket, RecentTrades recent, RecentBatches batches, SymbolTable symbols) {
        this.bucket = bucket;
        this.recent = recent;
        this.batches = batches;
        this.symbols = symbols;
    }

    public int bucket() {
        return bucket;
    }

    /** Event time: nothing older than this is still expected. {@link Long#MIN_VALUE} at first. */
    public long progress() {
        return progress;
    }

    /**
     * The earliest end of an open bar, {@link Long#MAX_VALUE} if none is open: once the watermark is there, call
     * {@link #advance}. Where the bucket's clock is behind the watermark that closes nothing, and a later slice will.
     */
    public long nextClose() {
        return nextClose;
    }

    /**
     * Takes in a slice of this bucket.
     *
     * @param watermark nanoseconds since the epoch; {@link Long#MIN_VALUE} if there is none yet
     */
    public void process(Slice slice, long watermark, BarSettings settings, BucketListener out) {
        if (slice.bucket() != bucket) {
            throw new IllegalArgumentException("slice is not of bucket " + bucket + ": " + slice.bucket());
        }
        advance(watermark, settings, out);
        if (hasEvents(slice)) {
            if (batches.add(slice.batchId())) {
                if (slice.trades().count() > 0) {
                    addTrades(slice, out);
                }
                if (slice.corrections().length + slice.cancels().length > 0) {
                    amend(slice, out);
                }
                if (slice.quotes().length > 0) {
                    out.quotes(slice);
                }
                nextEviction = Math.min(nextEviction, plus(progress, EVICTION_PERIOD));
            } else {
                out.duplicateBatch(slice);
            }
        }
        clock = Math.max(clock, slice.clock());
        advance(watermark, settings, out);
    }

    /** Takes in a new watermark, in nanoseconds since the epoch, and issues what is final by it. */
    public void advance(long watermark, BarSettings settings, BucketListener out) {
        long reached =
                Math.min(watermark, minus(clock, settings.outOfOrderness().toNanos()));
        if (reached > progress) {
            progress = reached;
            floor = Math.max(floor, minus(progress, settings.correctionHorizon().toNanos()));
            recent.evict(floor, settings.dedupMinimum());
        }
        if (progress >= nextWake || progress >= nextEviction) {
            settle(settings, out);
        }
    }

    /** Emits the open bars that changed since the last call of this method, as they are now. */
    public void provisional(BucketListener out) {
        for (int id = 0; id < symbols.end(); id++) {
            if (symbols.has(id) && symbols.get(id).isTouched()) {
                symbols.forWriting(id).provisional(progress, scratch, out);
            }
        }
    }

    private static boolean hasEvents(Slice slice) {
        return slice.trades().count() + slice.corrections().length + slice.cancels().length + slice.quotes().length > 0;
    }

    private void addTrades(Slice slice, BucketListener out) {
        TradeRows rows = slice.trades();
        RowDictionary dictionary = rows.dictionary();
        int[] ids = scratch.symbols(dictionary.symbolCount());
        scratch.read = symbols.findAll(dictionary, ids);
        TradeRows fresh = recent.sift(rows);
        int count = fresh.count();
        long[] labels = scratch.labels(dictionary.symbolCount());
        RowList excluded = scratch.excluded();
        // By the run, as a slice has its trades by symbol.
        for (int from = 0; from < count; ) {
            int symbolIndex = fresh.symbolIndex(from);
            int end = from + 1;
            while (end < count && fresh.symbolIndex(end) == symbolIndex) {
                end++;
            }
            int id = ids[symbolIndex];
            SymbolState symbol =
                    id == SymbolTable.NONE ? symbols.forWriting(dictionary, symbolIndex) : symbols.forWriting(id);
            symbol.add(fresh, from, end, floor, excluded);
            labels[symbolIndex] = RecentTrades.label(symbol.id, RecentTrades.COUNTED);
            scheduleNews(symbol);
            from = end;
        }
        recent.append(fresh, labels, excluded);
        tell(slice, fresh, excluded, out);
        if (count < rows.count()) {
            out.duplicates(rows.count() - count);
        }
    }

    private static void tell(Slice slice, TradeRows fresh, RowList excluded, BucketListener out) {
        RowList accepted = new RowList();
        RowList late = new RowList();
        RowList tooLarge = new RowList();
        if (excluded.size() > 0) {
            for (int row = 0, next = 0; row < fresh.count(); row++) {
                if (next == excluded.size() || row != excluded.get(next)) {
                    accepted.add(row);
                } else {
                    next++;
                    (TradeLimits.isTooLarge(fresh.price(row), fresh.size(row)) ? tooLarge : late).add(row);
                }
            }
        }
        int acceptedCount = fresh.count() - excluded.size();
        if (acceptedCount > 0) {
            out.accepted(slice, accepted.size() == 0 ? fresh : accepted.of(fresh));
        }
        if (late.size() > 0) {
            out.late(slice, late.of(fresh));
        }
        if (tooLarge.size() > 0) {
            out.tooLarge(slice, tooLarge.of(fresh));
        }
    }

    private void amend(Slice slice, BucketListener out) {
        for (SymbolState symbol : new Amendments(recent, symbols, floor).apply(slice, out)) {
            scheduleNews(symbol);
        }
    }

    /** Notes when a symbol needs attention, if that may be earlier than noted. */
    private void scheduleNews(SymbolState symbol) {
        if (symbol.takeNews()) {
            long close = symbol.nextClose();
            nextClose = Math.min(nextClose, close);
            nextWake = Math.min(nextWake, close);
            symbols.schedule(symbol.id, close, Math.min(symbols.nextWake(symbol.id), close));
        }
    }

    private void settle(BarSettings settings, BucketListener out) {
        long horizon = settings.correctionHorizon().toNanos();
        nextClose = BarSeries.NEVER;
        nextWake = BarSeries.NEVER;
        for (int id = 0; id < symbols.end(); id++) {
            if (symbols.nextWake(id) <= progress) {
                SymbolState symbol = symbols.forWriting(id);
                symbol.settle(progress, floor, scratch, out);
                long close = symbol.nextClose();
                symbols.schedule(id, close, Math.min(close, plus(symbol.nextExpiry(), horizon)));
            }
            nextClose = Math.min(nextClose, symbols.nextClose(id));
            nextWake = Math.min(nextWake, symbols.nextWake(id));
        }
        if (progress >= nextEviction) {
            symbols.evictIdleSince(minus(progress, settings.symbolRetention().toNanos()));
            nextEviction = symbols.isEmpty() ? BarSeries.NEVER : plus(progress, EVICTION_PERIOD);
        }
    }

    /** A state that behaves as this one does from here on, and is independent of it. */
    public BucketState copy() {
        BucketState copy = new BucketState(bucket, recent.copy(), batches.copy(), symbols.copy());
        copy.clock = clock;
        copy.progress = progress;
        copy.floor = floor;
        copy.nextClose = nextClose;
        copy.nextWake = nextWake;
        copy.nextEviction = nextEviction;
        return copy;
    }

    /** Writes the state, for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(FORMAT);
        out.writeInt(bucket);
        out.writeLong(clock);
        out.writeLong(progress);
        out.writeLong(floor);
        out.writeLong(nextClose);
        out.writeLong(nextWake);
        out.writeLong(nextEviction);
        batches.write(out);
        symbols.write(out);
        recent.write(out);
    }

    /**
     * The state that {@link #write} wrote.
     *
     * @throws IOException if it cannot be read, or is of a format that this version does not know
     */
    public static BucketState read(DataInput in) throws IOException {
        int format = in.readInt();
        if (format != FORMAT) {
            throw new IOException("bucket state is of format " + format + ", this version reads " + FORMAT);
        }
        int bucket = in.readInt();
        long clock = in.readLong();
        long progress = in.readLong();
        long floor = in.readLong();
        long nextClose = in.readLong();
        long nextWake = in.readLong();
        long nextEviction = in.readLong();
        RecentBatches batches = RecentBatches.read(in);
        SymbolTable symbols = SymbolTable.read(in);
        RecentTrades recent = RecentTrades.read(in);
        BucketState state = new BucketState(bucket, recent, batches, symbols);
        state.clock = clock;
        state.progress = progress;
        state.floor = floor;
        state.nextClose = nextClose;
        state.nextWake = nextWake;
        state.nextEviction = nextEviction;
        return state;
    }

    /** {@code ts - nanos}, where the ends of time stay what they are. */
    private static long minus(long ts, long nanos) {
        return ts < Long.MIN_VALUE + nanos ? Long.MIN_VALUE : ts - nanos;
    }

    private static long plus(long ts, long nanos) {
        return ts > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : ts + nanos;
    }
}
