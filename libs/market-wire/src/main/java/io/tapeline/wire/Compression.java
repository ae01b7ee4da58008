package io.tapeline.wire;

/** Whether a batch's events are compressed. */
public enum Compression {
    /** The events in clear: {@code MarketBatch}. */
    NONE,
    /** The events in a zstd frame, {@code MarketBatchZstd}, where that is smaller; else in clear. */
    ZSTD
}
