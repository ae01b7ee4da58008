package io.tapeline.live.kcl;

import io.tapeline.live.source.RecordSink;
import io.tapeline.live.source.ShardBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** Reads one shard. Its only checkpoint is the end of a shard, behind which its children begin. */
final class ShardReader implements ShardRecordProcessor {
    private final RecordSink sink;
    private final ShardBook book;
    private final Clock clock;
    private String shard = "";

    ShardReader(RecordSink sink, ShardBook book, Clock clock) {
        this.sink = sink;
        this.book = book;
        this.clock = clock;
    }

    @Override
    public void initialize(InitializationInput input) {
        // It is being read once there is an answer: before that, a record may come that is older than the newest.
        shard = input.shardId();
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        for (KinesisClientRecord record : input.records()) {
            byte[] data = new byte[record.data().remaining()];
            record.data().duplicate().get(data);
            Instant arrival = record.approximateArrivalTimestamp();
            sink.accept(data, arrival == null ? clock.instant() : arrival);
        }
        Long behind = input.millisBehindLatest();
        book.read(shard, Duration.ofMillis(behind == null ? 0 : behind), clock.instant());
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
        book.left(shard);
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
        book.left(shard);
        try {
            input.checkpointer().checkpoint();
        } catch (InvalidStateException | ShutdownException e) {
            // KCL comes again until it succeeds, or gives the lease up.
            throw new IllegalStateException("the end of shard " + shard + " cannot be noted", e);
        }
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
        book.left(shard);
    }
}
