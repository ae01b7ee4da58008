package io.tapeline.wire;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Quote;
import io.tapeline.model.Slice;
import java.util.List;

/**
 * What a record held.
 *
 * @param header the batch's header
 * @param eventCount trades, corrections, cancels and quotes together
 * @param slices one for each bucket that has events, in ascending order of bucket
 * @param quotes the quotes of all slices, in the slices' order
 */
public record DecodedBatch(BatchHeader header, int eventCount, List<Slice> slices, List<Quote> quotes) {
    public DecodedBatch {
        requireNonNull(header, "header is null");
        slices = List.copyOf(slices);
        quotes = List.copyOf(quotes);
    }
}
