package io.tapeline.local.kinesis.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardLogTest {
    private static final SegmentPolicy SMALL = new SegmentPolicy(100_000, 10_000);

    @TempDir
    Path directory;

    private record Stored(long index, long millis, String text) {}

    private static Stored append(ShardLog log, long millis, String text) throws IOException {
        FrameBatch batch = new FrameBatch(16);
        batch.add("key".getBytes(UTF_8), text.getBytes(UTF_8));
        ShardLog.Appended appended = log.append(batch, millis);
        return new Stored(appended.firstIndex(), appended.arrivalMillis(), text);
    }

    private static List<Stored> read(ShardLog log, long from, ReadBudget budget) throws IOException {
        List<Stored> read = new ArrayList<>();
        log.read(from, budget, (index, millis, bytes, keyAt, keyLength, dataLength) -> {
            assertThat(new String(bytes, keyAt, keyLength, UTF_8)).isEqualTo("key");
            read.add(new Stored(index, millis, new String(bytes, keyAt + keyLength, dataLength, UTF_8)));
        });
        return read;
    }

    private static List<Stored> readAll(ShardLog log, long from) throws IOException {
        return read(log, from, new ReadBudget(Integer.MAX_VALUE, Long.MAX_VALUE));
    }

    private ShardLog open(String kind) throws IOException {
        return kind.equals("disk") ? ShardLog.onDisk(directory, SMALL) : ShardLog.inMemory(SMALL);
    }

    /** Against a plain list, over many segments, with restarts where there is a disk. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"memory", "disk"})
    void behavesLikeAListThatForgetsItsHead(String kind) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Stored> model = new ArrayList<>();
        ShardLog log = open(kind);
        long now = 1_000_000;
        for (int step = 0; step < 600; step++) {
            now += random.nextInt(200);
            int size = random.nextInt(20) == 0 ? random.nextInt(300_000) : random.nextInt(3000);
            model.add(append(log, now, "x".repeat(size) + step));
            if (random.nextInt(40) == 0) {
                long before = now - random.nextInt(30_000);
                log.trimBefore(before);
                model.removeIf(stored -> stored.millis() < before);
            }
            if (kind.equals("disk") && random.nextInt(50) == 0) {
                log.close();
                log = open(kind);
                // Trimming is by whole segments on disk: what is trimmed within one comes back until the next trim.
                log.trimBefore(model.isEmpty() ? now + 1 : model.get(0).millis());
            }
            long time = now - random.nextInt(40_000);
            long next = log.nextIndex();
            long expected = model.stream()
                    .filter(stored -> stored.millis() >= time)
                    .findFirst()
                    .map(Stored::index)
                    .orElse(next);
            assertThat(log.indexAtOrAfter(time))
                    .as("seed %s step %s", seed, step)
                    .isEqualTo(expected);
            if (random.nextInt(10) == 0) {
                int from = model.isEmpty() ? 0 : random.nextInt(model.size());
                List<Stored> rest = model.subList(from, model.size());
                assertThat(readAll(log, rest.isEmpty() ? 0 : rest.get(0).index()))
                        .as("seed %s step %s", seed, step)
                        .isEqualTo(rest);
            }
        }
        log.close();
    }

    @Test
    void stopsAtItsBudgetButGivesAtLeastOneRecord() throws IOException {
        ShardLog log = ShardLog.inMemory(SMALL);
        for (int i = 0; i < 10; i++) {
            append(log, i, "0123456");
        }

        assertThat(read(log, 1, new ReadBudget(3, 1000))).hasSize(3);
        assertThat(read(log, 1, new ReadBudget(100, 40))).hasSize(4);
        assertThat(read(log, 1, new ReadBudget(100, 1))).hasSize(1);
    }

    @Test
    void arrivalTimesDoNotRunBackwards() throws IOException {
        ShardLog log = ShardLog.inMemory(SMALL);
        append(log, 5000, "a");

        assertThat(append(log, 4000, "b").millis()).isEqualTo(5000);
        assertThat(log.indexAtOrAfter(4500)).isEqualTo(1);
    }

    @Test
    void reopensWhateverATornTailLooksLike() throws IOException {
        try (ShardLog log = ShardLog.onDisk(directory, SMALL)) {
            append(log, 1, "first");
            append(log, 2, "second");
        }
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int cut = 0; cut <= whole.length; cut++) {
            byte[] torn = java.util.Arrays.copyOf(whole, cut + random.nextInt(40));
            for (int i = cut; i < torn.length; i++) {
                torn[i] = (byte) random.nextInt();
            }
            Files.write(file, torn);
            try (ShardLog log = ShardLog.onDisk(directory, SMALL)) {
                // Frames of 28 bytes, the key "key", and 5 or 6 bytes of data.
                int complete = cut < 36 ? 0 : cut < 36 + 37 ? 1 : 2;
                assertThat(readAll(log, 0)).as("cut at %s", cut).hasSize(complete);
                long next = log.nextIndex();
                assertThat(append(log, 3, "third").index()).isEqualTo(next);
                assertThat(readAll(log, next)).extracting(Stored::text).containsExactly("third");
            }
        }
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void saysSoWhenASealedSegmentIsCorrupt() throws IOException {
        try (ShardLog log = ShardLog.onDisk(directory, SMALL)) {
            for (int i = 0; i < 5; i++) {
                append(log, i, "x".repeat(60_000));
            }
        }
        Path sealed;
        try (Stream<Path> files = Files.list(directory)) {
            sealed = files.min(Comparator.naturalOrder()).orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(sealed);
        bytes[30_000] ^= 1;
        Files.write(sealed, bytes);

        try (ShardLog log = ShardLog.onDisk(directory, SMALL)) {
            assertThatThrownBy(() -> readAll(log, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("corrupt");
            assertThat(readAll(log, 2)).hasSize(4);
        }
    }

    @Test
    void trimmingFreesTheDisk() throws IOException {
        try (ShardLog log = ShardLog.onDisk(directory, SMALL)) {
            for (int i = 0; i < 50; i++) {
                append(log, i * 1000L, "x".repeat(50_000));
            }
            log.trimBefore(45_000);

            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.mapToLong(file -> file.toFile().length()).sum())
                        .isBetween(250_000L, 400_000L);
            }
            assertThat(readAll(log, 0)).hasSize(5);
        }
    }
}
