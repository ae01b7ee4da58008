package io.tapeline.live.source;

import java.time.Instant;

/** Takes records as they are read. Called by several threads, by one for each shard at a time. */
public interface RecordSink {
    /**
     * Takes a record.
     *
     * @param data the record's bytes, which are the sink's from now on
     * @param arrival when the stream got it
     */
    void accept(byte[] data, Instant arrival);
}
