package io.tapeline.ingest.publish;

import io.tapeline.ingest.spool.SpoolEntry;
import io.tapeline.ingest.spool.SpooledBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A closed batch, encoded, and the posts that wait for it.
 *
 * @param record what goes to the stream
 * @param events how many it holds; 0 when it only tells the time
 * @param openedAt when its first event came, by the interval clock
 * @param receipts one entry for each stretch of a post that it holds
 * @param entry where it is in the spool; null if it is not
 * @param recovered whether an earlier process took it in, so that this one's buffer does not hold it
 */
record SealedBatch(
        OutgoingRecord record,
        int events,
        long openedAt,
        List<Receipt> receipts,
        @Nullable SpoolEntry entry,
        boolean recovered) {
    SealedBatch(OutgoingRecord record, int events, long openedAt, List<Receipt> receipts) {
        this(record, events, openedAt, receipts, null, false);
    }

    static SealedBatch recovered(SpooledBatch batch, SpoolEntry entry, long now) {
        OutgoingRecord record = new OutgoingRecord(batch.hashKey(), batch.data());
        return new SealedBatch(record, batch.events(), now, List.of(), entry, true);
    }

    SealedBatch in(@Nullable SpoolEntry spoolEntry) {
        return new SealedBatch(record, events, openedAt, receipts, spoolEntry, recovered);
    }

    /** Whether anything would be lost with it: a heartbeat that no one waits for is not worth the disk's time. */
    boolean isWorthSpooling() {
        return events > 0 || !receipts.isEmpty();
    }

    /** How many events of the buffer it holds. */
    int buffered() {
        return recovered ? 0 : events;
    }

    void acknowledge() {
        for (Receipt receipt : receipts) {
            receipt.acknowledge();
        }
    }

    void fail(PublishException failure) {
        for (Receipt receipt : receipts) {
            receipt.fail(failure);
        }
    }
}
