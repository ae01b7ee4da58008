package io.tapeline.local.kinesis.stream;

/** What one shard may take in and give out in a second. Thread-safe. */
final class ShardQuota {
    private static final double MEBIBYTE = 1 << 20;

    private final TokenBucket recordsIn = new TokenBucket(1000, 1000);
    private final TokenBucket bytesIn = new TokenBucket(MEBIBYTE, MEBIBYTE);
    private final TokenBucket readCalls = new TokenBucket(5, 5);
    private final TokenBucket bytesOut = new TokenBucket(2 * MEBIBYTE, 2 * MEBIBYTE);

    /** Whether one more record fits; if so, it is counted. */
    synchronized boolean admitsRecord(int bytes, long nowMillis) {
        boolean fits = recordsIn.holds(1, nowMillis) && bytesIn.holds(bytes, nowMillis);
        if (fits) {
            recordsIn.take(1);
            bytesIn.take(bytes);
        }
        return fits;
    }

    synchronized boolean canRead(long nowMillis) {
        return readCalls.holds(1, nowMillis) && bytesOut.holds(0, nowMillis);
    }

    /** Whether one more read is allowed; if so, it is counted. A large read is paid off before the next. */
    synchronized boolean admitsRead(long nowMillis) {
        boolean allowed = canRead(nowMillis);
        if (allowed) {
            readCalls.take(1);
        }
        return allowed;
    }

    synchronized void read(long bytes) {
        bytesOut.take((double) bytes);
    }
}
