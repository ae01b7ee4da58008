package io.tapeline.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiskSpoolTest {
    private static final long MOST = SpoolSettings.LEAST_BYTES;

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    Path directory;

    private final List<String> heard = new ArrayList<>();
    private final List<DiskSpool> opened = new ArrayList<>();

    private final SpoolListener listener = new SpoolListener() {
        @Override
        public void corrupt(Path keptIn, long bytes) {
            heard.add("corrupt " + keptIn.getFileName() + " " + bytes);
        }

        @Override
        public void torn(Path segment, long bytes) {
            heard.add("torn " + segment.getFileName() + " " + bytes);
        }

        @Override
        public void failed(Path file, String problem) {
            heard.add("failed " + file.getFileName() + " " + problem);
        }
    };

    @AfterEach
    void close() throws IOException {
        for (DiskSpool spool : opened) {
            spool.close();
        }
    }

    private DiskSpool open() throws IOException {
        return open(SpoolSync.BATCH);
    }

    private DiskSpool open(SpoolSync sync) throws IOException {
        DiskSpool spool = DiskSpool.open(new SpoolSettings(directory, MOST, sync), listener);
        opened.add(spool);
        return spool;
    }

    /** What the next process finds, the marks of the last one included. */
    private List<SpooledBatch> reopened(DiskSpool spool) throws IOException {
        spool.close();
        DiskSpool next = open();
        List<SpooledBatch> found = new ArrayList<>();
        for (SpoolEntry entry : next.pending()) {
            found.add(next.read(entry));
        }
        next.close();
        return found;
    }

    private static SpooledBatch batch(int number, int bytes) {
        byte[] data = new byte[bytes];
        new Random(number).nextBytes(data);
        return new SpooledBatch(number % 7, number % 7 + 10, number, Integer.toString(number * 31), data);
    }

    private static SpoolEntry put(DiskSpool spool, SpooledBatch batch) throws IOException {
        SpoolEntry entry = spool.write(batch);
        spool.force(0);
        if (entry == null) {
            throw new AssertionError("no room");
        }
        return entry;
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotDoneIsFoundAgainInOrder(SpoolSync sync) throws IOException {
        DiskSpool spool = open(sync);
        put(spool, batch(1, 100));
        SpoolEntry second = put(spool, batch(2, 5000));
        put(spool, batch(3, 0));
        spool.done(second);

        assertThat(reopened(spool)).containsExactly(batch(1, 100), batch(3, 0));
        assertThat(heard).isEmpty();
    }

    @Test
    void tellsTheBucketsOfWhatItFinds() throws IOException {
        DiskSpool spool = open();
        put(spool, new SpooledBatch(64, 255, 3, "5", new byte[3]));
        spool.close();

        SpoolEntry entry = open().pending().get(0);

        assertThat(entry.firstBucket()).isEqualTo(64);
        assertThat(entry.lastBucket()).isEqualTo(255);
    }

    @Test
    void aSegmentGoesWhenAllOfItIsDoneWhicheverIsFirst() throws IOException {
        DiskSpool spool = open();
        List<SpoolEntry> entries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            entries.add(put(spool, batch(i, 100_000)));
        }
        assertThat(files(".spool")).hasSize(3);

        entries.subList(10, 20).forEach(spool::done);

        assertThat(files(".spool")).hasSize(2);
        assertThat(spool.bytes())
                .isEqualTo(files(".spool").stream()
                        .mapToLong(file -> file.toFile().length())
                        .sum());
        assertThat(spool.batches()).isEqualTo(20);
        assertThat(reopened(spool)).hasSize(20);
    }

    @Test
    void leavesNothingBehindWhenAllIsDone() throws IOException {
        DiskSpool spool = open();
        spool.done(put(spool, batch(1, 100)));
        spool.close();

        assertThat(files(".spool")).isEmpty();
    }

    @Test
    void takesNoMoreThanItsBoundAndMoreAgainWhenSomeIsDone() throws IOException {
        DiskSpool spool = open();
        List<SpoolEntry> entries = new ArrayList<>();
        for (SpoolEntry entry = spool.write(batch(1, 100_000)); entry != null; entry = spool.write(batch(1, 100_000))) {
            spool.force(0);
            entries.add(entry);
        }
        assertThat(entries).hasSizeBetween(140, 167);
        assertThat(spool.bytes()).isLessThanOrEqualTo(MOST);

        boolean room = false;
        for (SpoolEntry entry : entries.subList(0, 10)) {
            room |= spool.done(entry);
        }

        assertThat(room).isTrue();
        assertThat(spool.write(batch(2, 100_000))).isNotNull();
    }

    @Test
    void aFullSpoolOfWhichAllIsDoneTakesABatch() throws IOException {
        DiskSpool spool = open(SpoolSync.OFF);
        for (int i = 0; i < 1000; i++) {
            spool.done(put(spool, batch(i, 100_000)));
        }

        assertThat(spool.bytes()).isLessThan(2 << 20);
    }

    @Test
    void takesABatchThatIsLargerThanASegment() throws IOException {
        DiskSpool spool = open();
        put(spool, batch(1, 3 << 20));
        put(spool, batch(2, 10));

        assertThat(reopened(spool)).containsExactly(batch(1, 3 << 20), batch(2, 10));
    }

    @Test
    void cutsOffWhatWasNotCompletelyWritten() throws IOException {
        // Wherever the write broke off, what was whole before it stays.
        int length = Entries.HEADER_BYTES + Entries.bodyBytes(batch(2, 100));
        for (int lost = 1; lost < length; lost++) {
            DiskSpool spool = open(SpoolSync.OFF);
            put(spool, batch(1, 50));
            put(spool, batch(2, 100));
            spool.close();
            Path segment = files(".spool").get(0);
            cut(segment, lost);
            heard.clear();

            assertThat(reopened(spool)).containsExactly(batch(1, 50));
            assertThat(heard).containsExactly("torn " + segment.getFileName() + " " + (length - lost));
            heard.clear();
            assertThat(reopened(open())).containsExactly(batch(1, 50));
            assertThat(heard).isEmpty();
            Files.delete(segment);
        }
        assertThat(files(".corrupt")).isEmpty();
    }

    @Test
    void cutsOffZerosThatAFileSystemLeftBehind() throws IOException {
        DiskSpool spool = open();
        put(spool, batch(1, 50));
        spool.close();
        Path segment = files(".spool").get(0);
        Files.write(segment, new byte[10_000], StandardOpenOption.APPEND);

        assertThat(reopened(spool)).containsExactly(batch(1, 50));
        assertThat(heard).containsExactly("torn " + segment.getFileName() + " 10000");
    }

    @Test
    void removesASegmentWhoseHeaderWasNeverWritten() throws IOException {
        open().close();
        Files.write(directory.resolve("000000000000000007.spool"), new byte[3]);

        DiskSpool spool = open();

        assertThat(files(".spool")).isEmpty();
        put(spool, batch(1, 10));
        assertThat(files(".spool")).containsExactly(directory.resolve("000000000000000008.spool"));
    }

    @Test
    void keepsACorruptEntryAsideAndGoesOnBehindIt() throws IOException {
        // Each byte of the entry but its status, one at a time.
        int length = Entries.HEADER_BYTES + Entries.bodyBytes(batch(2, 60));
        for (int at = 0; at < length; at++) {
            if (at == Entries.STATUS_OFFSET) {
                continue;
            }
            DiskSpool spool = open(SpoolSync.OFF);
            put(spool, batch(1, 50));
            long start = Files.size(files(".spool").get(0));
            put(spool, batch(2, 60));
            put(spool, batch(3, 70));
            spool.close();
            Path segment = files(".spool").get(0);
            flip(segment, start + at);
            byte[] damaged = Arrays.copyOfRange(Files.readAllBytes(segment), (int) start, (int) start + length);
            heard.clear();

            assertThat(reopened(spool)).containsExactly(batch(1, 50), batch(3, 70));

            Path kept = directory.resolve(segment.getFileName() + "." + start + ".corrupt");
            assertThat(heard).containsExactly("corrupt " + kept.getFileName() + " " + length);
            assertThat(kept).hasBinaryContent(damaged);
            heard.clear();
            assertThat(reopened(open())).hasSize(2);
            assertThat(heard).isEmpty();
            Files.delete(segment);
            Files.delete(kept);
        }
    }

    @Test
    void keepsALastEntryAsideThatIsWholeButNotWhatWasWritten() throws IOException {
        DiskSpool spool = open();
        put(spool, batch(1, 50));
        long start = Files.size(files(".spool").get(0));
        put(spool, batch(2, 60));
        spool.close();
        flip(files(".spool").get(0), start + 40);

        assertThat(reopened(spool)).containsExactly(batch(1, 50));
        assertThat(heard).singleElement().asString().startsWith("corrupt ");
        assertThat(files(".corrupt")).hasSize(1);
    }

    @Test
    void keepsAFileAsideThatIsNoSegment() throws IOException {
        open().close();
        byte[] noise = new byte[200_000];
        new Random(5).nextBytes(noise);
        Files.write(directory.resolve("000000000000000001.spool"), noise);

        DiskSpool spool = open();

        assertThat(spool.pending()).isEmpty();
        assertThat(files(".corrupt"))
                .singleElement()
                .satisfies(file -> assertThat(file).hasBinaryContent(noise));
        assertThat(files(".spool")).isEmpty();
    }

    @Test
    void anyDamageIsNeverFatalAndWhatIsFoundIsWhatWasWritten() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            DiskSpool spool = open(SpoolSync.OFF);
            List<SpooledBatch> written = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                written.add(batch(round * 8 + i, random.nextInt(400)));
                put(spool, written.get(i));
            }
            spool.close();
            Path segment = files(".spool").get(0);
            for (int i = random.nextInt(5); i >= 0; i--) {
                flip(segment, random.nextInt((int) Files.size(segment)));
            }
            if (random.nextBoolean()) {
                cut(segment, 1 + random.nextInt((int) Files.size(segment) / 2));
            }

            List<SpooledBatch> found = reopened(spool);

            assertThat(found).isEqualTo(written.stream().filter(found::contains).toList());
            for (Path file : files("")) {
                Files.delete(file);
            }
        }
    }

    @Test
    void takesBackWhatCouldNotBeForced() throws IOException {
        DiskSpool spool = open();
        put(spool, batch(1, 50));
        SpoolEntry second = spool.write(batch(2, 60));
        SpoolEntry third = spool.write(batch(3, 60));
        assertThat(second).isNotNull();
        assertThat(third).isNotNull();

        spool.takeBack(List.of(second, third));

        assertThat(spool.batches()).isEqualTo(1);
        put(spool, batch(2, 60));
        assertThat(files(".spool")).hasSize(2);
        assertThat(reopened(spool)).containsExactly(batch(1, 50), batch(2, 60));
    }

    @Test
    void saysThatItCannotWrite() throws IOException {
        DiskSpool spool = open();
        Files.delete(directory.resolve("lock"));
        Files.delete(directory);

        assertThatThrownBy(() -> spool.write(batch(1, 10))).isInstanceOf(IOException.class);

        Files.createDirectory(directory);
        put(spool, batch(1, 10));
        assertThat(spool.batches()).isEqualTo(1);
    }

    @Test
    void doesNotOpenADirectoryThatAnotherHasOpen() throws IOException {
        DiskSpool first = open();

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessage("the spool directory " + directory + " is in use by another process");

        first.close();
        open();
    }

    @Test
    void doesNotReadWhatHasChangedSinceItWasFound() throws IOException {
        DiskSpool spool = open();
        SpoolEntry entry = put(spool, batch(1, 50));
        flip(files(".spool").get(0), 60);

        assertThatThrownBy(() -> spool.read(entry))
                .isInstanceOf(IOException.class)
                .hasMessage("000000000000000001.spool@8 is not what was written");
    }

    private static void cut(Path file, int bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(Math.max(0, open.length() - bytes));
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int was = open.read();
            open.seek(at);
            open.write(was ^ 0x21);
        }
    }
}
