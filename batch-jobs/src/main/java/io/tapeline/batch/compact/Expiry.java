package io.tapeline.batch.compact;

import java.time.Instant;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Which snapshots may go. */
final class Expiry {
    /** In the summary of each snapshot that Flink's sink commits; a restored job looks for its own last one. */
    private static final String FLINK_COMMIT = "flink.max-committed-checkpoint-id";

    private Expiry() {}

    /**
     * Snapshots older than the answer may go. Never one as young as the stream's last commit: a job that is restored
     * walks back to it, to know what it has committed, even if it has been down for longer than snapshots are kept.
     */
    static Instant olderThan(Table table, Instant now, CompactionSettings settings) {
        Instant limit = now.minus(settings.retain());
        Instant streamed = Instant.MIN;
        for (Snapshot snapshot : table.snapshots()) {
            Instant committed = Instant.ofEpochMilli(snapshot.timestampMillis());
            if (snapshot.summary().containsKey(FLINK_COMMIT) && committed.isAfter(streamed)) {
                streamed = committed;
            }
        }
        return streamed.equals(Instant.MIN) || limit.isBefore(streamed) ? limit : streamed;
    }

    /** Whether any snapshot may go. */
    static boolean due(Table table, Instant olderThan, CompactionSettings settings) {
        int snapshots = 0;
        boolean old = false;
        for (Snapshot snapshot : table.snapshots()) {
            snapshots++;
            old |= Instant.ofEpochMilli(snapshot.timestampMillis()).isBefore(olderThan);
        }
        return old && snapshots > settings.retainLast();
    }
}
