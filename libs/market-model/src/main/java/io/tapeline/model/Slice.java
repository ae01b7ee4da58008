package io.tapeline.model;

import static java.util.Objects.requireNonNull;

/**
 * What one batch holds for one bucket: the element that flows through the stream job. A slice without events still
 * carries the clock, so that bars of a quiet bucket close.
 *
 * @param bucket in {@code [0, Buckets.COUNT)}
 * @param batchId a hash of producer, epoch, range and sequence: equal ids mean the same batch, published twice
 * @param clock the feed's clock at publication, nanoseconds since the epoch: events still to come in this bucket are not
 *     much older (see the out-of-orderness bound)
 * @param tsIngest our clock when the batch closed, nanoseconds since the epoch
 * @param trades the trades, grouped by symbol; in order of arrival within a symbol
 * @param corrections the corrections, in order of arrival, after the trades
 * @param cancels the cancels, in order of arrival, after the corrections
 * @param quotes the quotes, in order of arrival; no other event depends on them
 */
// Arrays, because a slice is shipped and looped over, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Slice(
        int bucket,
        long batchId,
        long clock,
        long tsIngest,
        TradeRows trades,
        TradeCorrection[] corrections,
        TradeCancel[] cancels,
        Quote[] quotes) {
    public static final TradeCorrection[] NO_CORRECTIONS = {};
    public static final TradeCancel[] NO_CANCELS = {};
    public static final Quote[] NO_QUOTES = {};

    public Slice {
        if (bucket < 0 || bucket >= Buckets.COUNT) {
            throw new IllegalArgumentException("bucket is not in [0, 256): " + bucket);
        }
        requireNonNull(trades, "trades is null");
        requireNonNull(corrections, "corrections is null");
        requireNonNull(cancels, "cancels is null");
        requireNonNull(quotes, "quotes is null");
    }

    /** A slice without quotes. */
    public Slice(
            int bucket,
            long batchId,
            long clock,
            long tsIngest,
            TradeRows trades,
            TradeCorrection[] corrections,
            TradeCancel[] cancels) {
        this(bucket, batchId, clock, tsIngest, trades, corrections, cancels, NO_QUOTES);
    }

    /** A slice of trades alone. */
    public static Slice ofTrades(int bucket, long batchId, long clock, long tsIngest, TradeRows trades) {
        return new Slice(bucket, batchId, clock, tsIngest, trades, NO_CORRECTIONS, NO_CANCELS);
    }

    /** A slice of quotes alone. */
    public static Slice ofQuotes(int bucket, long batchId, long clock, long tsIngest, Quote[] quotes) {
        return new Slice(bucket, batchId, clock, tsIngest, TradeRows.EMPTY, NO_CORRECTIONS, NO_CANCELS, quotes);
    }

    /** A slice that says only what time it is. */
    public static Slice ofClock(int bucket, long batchId, long clock, long tsIngest) {
        return ofTrades(bucket, batchId, clock, tsIngest, TradeRows.EMPTY);
    }
}
