package io.tapeline.ingest.publish;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The stream that batches are published to: Kinesis, or a stand-in of it. Thread safe; its stages may complete on any
 * thread. A stage fails with a {@link RecordStreamException} that says whether to try again.
 */
public interface RecordStream extends AutoCloseable {
    /** Most records of one {@link #put}. */
    int MAX_RECORDS = 500;

    /** The shards that take records now. */
    CompletionStage<List<OpenShard>> openShards();

    /**
     * Puts records, each for itself: the answer says by position what became of each one.
     *
     * @param records 1 to {@link #MAX_RECORDS}
     */
    CompletionStage<List<PutOutcome>> put(List<OutgoingRecord> records);

    /** What the stream is, for messages. */
    String description();

    @Override
    void close();
}
