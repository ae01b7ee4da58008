package io.tapeline.ingest.connect;

/**
 * Trades of a symbol that a venue has numbered and that did not come.
 *
 * @param symbol as the venue writes it
 * @param first id that is missing
 * @param last id that is missing
 * @param tsBefore {@code ts_event} of the last trade before it, nanoseconds since the epoch
 */
record Gap(String symbol, long first, long last, long tsBefore) {
    Gap {
        if (first > last) {
            throw new IllegalArgumentException("first is above last: " + first + ", " + last);
        }
    }

    long count() {
        return last - first + 1;
    }

    /** The newest part of it, if it is longer than this. */
    Gap newest(long most) {
        return count() <= most ? this : new Gap(symbol, last - most + 1, last, tsBefore);
    }
}
