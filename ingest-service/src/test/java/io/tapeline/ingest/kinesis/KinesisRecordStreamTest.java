package io.tapeline.ingest.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.publish.OutgoingRecord;
import io.tapeline.ingest.publish.PutOutcome;
import io.tapeline.ingest.publish.RecordStream;
import io.tapeline.ingest.publish.RecordStreamContract;
import io.tapeline.ingest.publish.RecordStreamException;
import io.tapeline.ingest.publish.RecordStreamException.Kind;
import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import io.tapeline.local.kinesis.fault.Fault;
import io.tapeline.local.kinesis.fault.FaultEffect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The adapter, through the real client, against the emulator. */
@Timeout(60)
class KinesisRecordStreamTest extends RecordStreamContract {
    private static final Duration SOON = Duration.ofSeconds(20);

    // Set before any test runs.
    @SuppressWarnings("NullAway.Init")
    private static KinesisEmulator emulator;

    private final List<RecordStream> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", "tapeline");
        System.setProperty("aws.secretAccessKey", "tapeline");
        emulator = KinesisEmulator.start(EmulatorConfig.defaults()
                .withStream("shards-1", 1)
                .withStream("shards-2", 2)
                .withStream("shards-3", 3));
    }

    @AfterAll
    static void stop() {
        emulator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @AfterEach
    void close() {
        emulator.faults().clear();
        opened.forEach(RecordStream::close);
    }

    @Override
    protected RecordStream streamOf(int shards) {
        return stream("shards-" + shards, Optional.empty(), emulator.endpoint());
    }

    private RecordStream stream(String name, Optional<String> arn, URI endpoint) {
        RecordStream stream =
                KinesisRecordStream.connect(new KinesisSettings(Optional.of(endpoint), "us-east-1", name, arn));
        opened.add(stream);
        return stream;
    }

    @Test
    void findsTheStreamByItsArn() {
        RecordStream stream = stream(
                "ignored", Optional.of("arn:aws:kinesis:us-east-1:000000000000:stream/shards-2"), emulator.endpoint());

        assertThat(stream.openShards().toCompletableFuture())
                .succeedsWithin(SOON)
                .satisfies(shards -> assertThat(shards).hasSize(2));
        assertThat(stream.put(records(1, 10)).toCompletableFuture())
                .succeedsWithin(SOON)
                .satisfies(outcomes -> assertThat(outcomes).hasSize(1));
    }

    @Test
    void tellsTheRecordsForWhichAShardHasNoRoomFromTheOthers() {
        List<PutOutcome> outcomes =
                streamOf(1).put(records(4, 400_000)).toCompletableFuture().join();

        assertThat(outcomes).hasSize(4);
        assertThat(outcomes).hasAtLeastOneElementOfType(PutOutcome.Stored.class);
        assertThat(outcomes).hasAtLeastOneElementOfType(PutOutcome.Throttled.class);
    }

    @Test
    void tellsTheRecordsThatFailedByTheirPosition() {
        emulator.faults().add(new Fault("PutRecords", new FaultEffect.RefuseRecords(2), 0, 1));

        List<PutOutcome> outcomes =
                streamOf(2).put(records(4, 10)).toCompletableFuture().join();

        assertThat(outcomes.get(0)).isNotInstanceOf(PutOutcome.Stored.class);
        assertThat(outcomes.get(1)).isInstanceOf(PutOutcome.Stored.class);
        assertThat(outcomes.get(2)).isNotInstanceOf(PutOutcome.Stored.class);
        assertThat(outcomes.get(3)).isInstanceOf(PutOutcome.Stored.class);
    }

    @Test
    void makesEachCallOnlyOnce() {
        emulator.faults().add(Fault.serverError("PutRecords", 500, 1));
        RecordStream stream = streamOf(2);

        assertFails(stream.put(records(1, 10)), Kind.TRANSIENT);
        assertThat(stream.put(records(1, 10)).toCompletableFuture()).succeedsWithin(SOON);
    }

    @Test
    void throttlingIsToBeWaitedOut() {
        emulator.faults().add(Fault.throttle("PutRecords", 1));

        assertFails(streamOf(2).put(records(1, 10)), Kind.THROTTLED);
    }

    @Test
    void aLostConnectionIsToBeTriedAgain() {
        emulator.faults().add(new Fault("PutRecords", new FaultEffect.DropResponse(), 0, 1));

        assertFails(streamOf(2).put(records(1, 10)), Kind.TRANSIENT);
        assertFails(
                stream("shards-1", Optional.empty(), URI.create("http://127.0.0.1:1"))
                        .openShards(),
                Kind.TRANSIENT);
    }

    @Test
    void aStreamThatIsNotThereIsNotToBeTriedAgain() {
        RecordStream stream = stream("nowhere", Optional.empty(), emulator.endpoint());

        assertFails(stream.openShards(), Kind.PERMANENT);
        assertFails(stream.put(records(1, 10)), Kind.PERMANENT);
    }

    @Test
    void aCallThatIsGivenUpFreesItsConnection() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            mute.setSoTimeout(20_000);
            RecordStream stream =
                    stream("shards-1", Optional.empty(), URI.create("http://127.0.0.1:" + mute.getLocalPort()));
            for (CompletionStage<?> call : List.of(stream.put(records(1, 10)), stream.openShards())) {
                try (Socket connection = mute.accept()) {
                    connection.setSoTimeout(20_000);
                    assertThat(connection.getInputStream().read()).isPositive();

                    call.toCompletableFuture().cancel(true);

                    // To the end of what the client sends: it closes, long before its own time-out of 30 seconds.
                    connection.getInputStream().readAllBytes();
                }
            }
        }
    }

    private static List<OutgoingRecord> records(int count, int bytes) {
        List<OutgoingRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new OutgoingRecord("0", new byte[bytes]));
        }
        return records;
    }

    private static void assertFails(CompletionStage<?> call, Kind kind) {
        assertThat(call.toCompletableFuture())
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        RecordStreamException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
