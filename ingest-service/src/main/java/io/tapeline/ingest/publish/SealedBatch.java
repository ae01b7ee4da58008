package io.tapeline.ingest.publish;

import java.util.List;

/**
 * A closed batch, encoded, and the posts that wait for it.
 *
 * @param record what goes to the stream
 * @param events how many it holds; 0 when it only tells the time
 * @param openedAt when its first event came, by the interval clock
 * @param receipts one entry for each stretch of a post that it holds
 */
record SealedBatch(OutgoingRecord record, int events, long openedAt, List<Receipt> receipts) {
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
