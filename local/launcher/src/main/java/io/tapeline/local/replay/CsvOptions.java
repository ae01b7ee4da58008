package io.tapeline.local.replay;

import org.jspecify.annotations.Nullable;

/**
 * What a CSV file does not say itself.
 *
 * @param symbol of every trade, unless the file has a column of that name
 * @param venue of every trade, unless the file has a column of that name
 * @param unit of times that are numbers; null to tell it from the first one
 */
public record CsvOptions(
        @Nullable String symbol,
        @Nullable String venue,
        @Nullable TimestampUnit unit) {
    /** The file says all. */
    public static CsvOptions none() {
        return new CsvOptions(null, null, null);
    }
}
