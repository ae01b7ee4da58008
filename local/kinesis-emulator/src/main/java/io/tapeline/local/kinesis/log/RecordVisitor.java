package io.tapeline.local.kinesis.log;

import java.io.IOException;

/** Sees one stored record; the bytes are only valid during the call. */
@FunctionalInterface
public interface RecordVisitor {
    /**
     * Called once a record, in order of index, under the log's lock.
     *
     * @param bytes holds the partition key (UTF-8) at {@code keyOffset} and the data directly behind it
     */
    void record(long index, long arrivalMillis, byte[] bytes, int keyOffset, int keyLength, int dataLength)
            throws IOException;
}
