package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class PersistenceTest {
    private static final String FIRST_SHARD = "shardId-000000000000";

    @TempDir
    Path directory;

    private SettableClock clock;
    private KinesisEmulator emulator;
    private KinesisClient client;
    private TestStream stream;

    @BeforeEach
    void start() {
        clock = new SettableClock(Instant.parse("2026-03-02T14:30:00Z"));
        open();
    }

    private void open() {
        emulator = KinesisEmulator.start(EmulatorConfig.defaults()
                .withoutLimits()
                .withClock(clock)
                .withDataDirectory(directory)
                .withStream("s", 2));
        client = Clients.sync(emulator.endpoint());
        stream = new TestStream(client, "s");
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    private void restart() {
        stop();
        open();
    }

    @Test
    void aRestartKeepsRecordsIteratorsAndSequenceNumbers() {
        List<String> numbers = stream.put("a", "b", "c", "d", "e");
        List<String> before = stream.readAll();
        String iterator = stream.iterator(FIRST_SHARD, ShardIteratorType.LATEST, null);

        restart();
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'z'})));

        assertThat(numbers).doesNotHaveDuplicates();
        assertThat(stream.readAll()).containsAll(before).contains("z").hasSize(6);
        assertThat(stream.readFrom(iterator)).extracting(TestStream::text).containsExactly("z");
        assertThat(stream.readFrom(stream.iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON, null)))
                .extracting(record -> record.sequenceNumber())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aRestartKeepsShardsSettingsAndConsumers() {
        client.updateShardCount(b -> b.streamName("s").targetShardCount(4).scalingType(ScalingType.UNIFORM_SCALING));
        client.addTagsToStream(b -> b.streamName("s").tags(Map.of("a", "1")));
        client.increaseStreamRetentionPeriod(b -> b.streamName("s").retentionPeriodHours(48));
        String arn = client.describeStreamSummary(b -> b.streamName("s"))
                .streamDescriptionSummary()
                .streamARN();
        client.registerStreamConsumer(b -> b.streamARN(arn).consumerName("c"));
        String shards = stream.shards().toString();
        String summary = client.describeStreamSummary(b -> b.streamName("s"))
                .streamDescriptionSummary()
                .toString();
        String consumers =
                client.listStreamConsumers(b -> b.streamARN(arn)).consumers().toString();

        restart();

        assertThat(stream.shards()).hasToString(shards);
        assertThat(client.describeStreamSummary(b -> b.streamName("s")).streamDescriptionSummary())
                .hasToString(summary);
        assertThat(client.listStreamConsumers(b -> b.streamARN(arn)).consumers())
                .hasToString(consumers);
        assertThat(client.listTagsForStream(b -> b.streamName("s")).tags()).hasSize(1);
        client.deleteStream(b -> b.streamName("s").enforceConsumerDeletion(true));
        restart();
        assertThat(stream.shards()).hasSize(2);
    }

    @Test
    void aTornTailIsCutOffAndWritingGoesOn() throws Exception {
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'a'})));
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'b'})));
        stop();
        Path log = onlyLog();
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 1));

        open();
        assertThat(stream.readAll()).containsExactly("a");
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'c'})));
        assertThat(stream.readAll()).containsExactly("a", "c");
        restart();
        assertThat(stream.readAll()).containsExactly("a", "c");
    }

    private Path onlyLog() throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().contains(FIRST_SHARD))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void expiredRecordsStayGoneAndNumbersGoOn() {
        List<String> old = stream.put("a", "b", "c");
        clock.advance(Duration.ofHours(25));
        emulator.trim();
        assertThat(stream.readAll()).isEmpty();

        restart();

        assertThat(stream.readAll()).isEmpty();
        List<String> later = stream.put("a", "b", "c");
        for (int i = 0; i < 3; i++) {
            assertThat(later.get(i)).isGreaterThan(old.get(i));
        }
        assertThat(stream.readAll()).hasSize(3);
    }

    @Test
    void whatExpiredWhileItWasDownIsGoneAtOnce() {
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'a'})));
        clock.advance(Duration.ofMinutes(30));
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'b'})));
        stop();
        clock.advance(Duration.ofHours(23).plusMinutes(45));

        open();

        assertThat(stream.readAll()).containsExactly("b");
    }

    @Test
    void aChangeThatCannotBeSavedHasNotHappened() throws Exception {
        Path inTheWay;
        try (Stream<Path> files = Files.list(directory)) {
            inTheWay =
                    files.filter(Files::isDirectory).findFirst().orElseThrow().resolve("stream.json.next");
        }
        Files.createDirectory(inTheWay);
        String shards = stream.shards().toString();

        assertThatThrownBy(() -> client.splitShard(
                        b -> b.streamName("s").shardToSplit(FIRST_SHARD).newStartingHashKey("1000")))
                .isInstanceOfSatisfying(
                        KinesisException.class, e -> assertThat(e.statusCode()).isEqualTo(500));

        assertThat(stream.shards()).hasToString(shards);
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'a'})));
        Files.delete(inTheWay);
        client.splitShard(b -> b.streamName("s").shardToSplit(FIRST_SHARD).newStartingHashKey("1000"));
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'b'})));
        restart();
        assertThat(stream.readAll()).containsExactly("a", "b");
        assertThat(stream.openShardIds()).hasSize(3);
        client.splitShard(
                b -> b.streamName("s").shardToSplit("shardId-000000000001").newStartingHashKey("2" + "0".repeat(38)));
        assertThat(stream.readAll()).containsExactly("a", "b");
        assertThat(stream.openShardIds()).hasSize(4);
    }

    /** A number that came again would give a reader's checkpoint in the old shard a meaning in the new one. */
    @Test
    void aShardsNumberIsNeverGivenTwiceAcrossReshardsExpiryAndRestarts() {
        Set<String> given = new LinkedHashSet<>();
        Set<String> before = Set.of();
        for (int target : List.of(2, 4, 2, 3, 2)) {
            if (target != stream.openShardIds().size()) {
                client.updateShardCount(
                        b -> b.streamName("s").targetShardCount(target).scalingType(ScalingType.UNIFORM_SCALING));
            }
            Set<String> now = stream.shards().stream().map(Shard::shardId).collect(Collectors.toSet());
            for (String shardId : now) {
                assertThat(before.contains(shardId) || given.add(shardId))
                        .as("%s is new or was there", shardId)
                        .isTrue();
            }
            // The closed shards expire, so that what there is no longer tells which numbers are taken.
            clock.advance(Duration.ofHours(25));
            emulator.trim();
            before = Set.copyOf(stream.openShardIds());
            assertThat(stream.shards()).hasSize(target);
            restart();
        }
        // Two to begin with; then those of four quarters, two halves, three thirds and two halves, with what is cut
        // between.
        assertThat(given).hasSizeGreaterThan(2 + 4 + 2 + 3 + 2);
    }

    @Test
    void onlyOneEmulatorMayUseADirectory() {
        assertThatThrownBy(() -> KinesisEmulator.start(EmulatorConfig.defaults().withDataDirectory(directory)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("another emulator is using");
    }

    @Test
    void aStreamsNameCannotLeaveTheDirectory() throws Exception {
        client.createStream(b -> b.streamName("..").shardCount(1));
        client.createStream(b -> b.streamName(".").shardCount(1));
        client.createStream(b -> b.streamName("S").shardCount(1));

        restart();

        assertThat(client.listStreams().streamNames()).containsExactly(".", "..", "S", "s");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(Files::isDirectory)).hasSize(4);
        }
    }
}
