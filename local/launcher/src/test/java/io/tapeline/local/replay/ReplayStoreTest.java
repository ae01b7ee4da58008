package io.tapeline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplayStoreTest {
    private static final Instant WRITTEN = Instant.parse("2013-11-25T00:00:00.123Z");
    private static final Instant SAVED = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path directory;

    private Path file;
    private ReplayStore store;

    @BeforeEach
    void writeFile() throws IOException {
        file = write("trades.csv", "timestamp,price,amount\n");
        store = new ReplayStore(directory.resolve("state/replays"));
    }

    private Path write(String name, String text) throws IOException {
        Path written = Files.writeString(directory.resolve(name), text);
        return Files.setLastModifiedTime(written, FileTime.from(WRITTEN));
    }

    private static Checkpoint checkpoint() {
        return new Checkpoint(
                new SourcePosition(1_234, 57, 55, TimestampUnit.MS),
                51,
                4,
                new TreeMap<>(Map.of("NEGATIVE", 3L, "OTHER", 1L)),
                List.of(new Rejection(9, "NEGATIVE", "price is negative: \"-1\"\n")),
                2,
                "{\"symbol\":\"É\"}");
    }

    private static SavedReplay replay(String id, Path file, Instant saved) throws IOException {
        return new SavedReplay(
                id,
                file.toAbsolutePath(),
                FileIdentity.of(file),
                new CsvOptions("BTC-USD", null, TimestampUnit.S),
                URI.create("http://127.0.0.1:8080"),
                0.25,
                saved,
                checkpoint());
    }

    private SavedReplay resume(Path of) throws IOException, ReplayException {
        return store.resume(of, FileIdentity.of(of), Optional.empty());
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> list = Files.list(directory.resolve("state/replays"))) {
            return list.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void givesBackWhatItKeeps() throws Exception {
        SavedReplay saved = replay("a", file, SAVED);
        store.save(saved);

        assertThat(resume(file)).isEqualTo(saved);
        assertThat(store.find(FileIdentity.of(file))).contains(saved);
        assertThat(store.has("a")).isTrue();
        assertThat(kept()).containsExactly("a.json");
    }

    @Test
    void keepsTheLastOfEachAndForgetsWhatIsDone() throws Exception {
        store.save(replay("a", file, SAVED));
        SavedReplay further = replay("a", file, SAVED).at(checkpoint(), 0.75, SAVED.plusSeconds(1));
        store.save(further);
        assertThat(resume(file)).isEqualTo(further);

        store.delete("a");

        assertThat(store.has("a")).isFalse();
        assertThat(store.find(FileIdentity.of(file))).isEmpty();
        store.delete("a");
    }

    @Test
    void goesOnWithTheNewestOfAFileUnlessAskedForAnother() throws Exception {
        Path other = write("other.csv", "timestamp,price,amount,fee\n");
        store.save(replay("old", file, SAVED));
        store.save(replay("new", file, SAVED.plusSeconds(2)));
        store.save(replay("other", other, SAVED.plusSeconds(9)));

        assertThat(resume(file).id()).isEqualTo("new");
        assertThat(resume(other).id()).isEqualTo("other");
        assertThat(store.resume(file, FileIdentity.of(file), Optional.of("old")).id())
                .isEqualTo("old");
    }

    @Test
    void knowsAFileThatWasMoved() throws Exception {
        store.save(replay("a", file, SAVED));

        Path moved = Files.move(file, directory.resolve("moved.csv"));

        assertThat(resume(moved).id()).isEqualTo("a");
    }

    @Test
    void refusesAFileThatHasChangedAndSaysHow() throws Exception {
        store.save(replay("a", file, SAVED));
        String refused = file + " is not the file of which replay a has posted 57 lines: ";
        String wayOut = ". Only the same file can be gone on with; without --resume it is replayed from its start";

        write("trades.csv", "timestamp,price,amount\n1,2,3\n");
        assertThatThrownBy(() -> resume(file))
                .isInstanceOf(ReplayException.class)
                .hasMessage(refused + "it had 23 bytes and has 29" + wayOut);

        write("trades.csv", "timestamp,amount,price\n");
        assertThatThrownBy(() -> resume(file)).hasMessage(refused + "it begins with other bytes" + wayOut);

        Files.setLastModifiedTime(write("trades.csv", "timestamp,price,amount\n"), FileTime.from(SAVED));
        assertThatThrownBy(() -> resume(file))
                .hasMessage(
                        refused + "it was written at 2026-01-02T03:04:05Z, not at 2013-11-25T00:00:00.123Z" + wayOut);

        Path other = write("other.csv", "x");
        assertThatThrownBy(() -> store.resume(other, FileIdentity.of(other), Optional.of("a")))
                .hasMessageStartingWith(other + " is not the file of which replay a ");
    }

    @Test
    void saysThatThereIsNothingToGoOnWith() throws Exception {
        Path replays = directory.resolve("state/replays");
        assertThatThrownBy(() -> resume(file))
                .isInstanceOf(ReplayException.class)
                .hasMessage("there is nothing to resume: no replay of " + file + " has stopped half-way, by what "
                        + replays + " holds");

        store.save(replay("a", file, SAVED));
        assertThatThrownBy(() -> store.resume(file, FileIdentity.of(file), Optional.of("b")))
                .hasMessageContaining("no replay called b of " + file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\":2}",
                "{\"version\":1,\"id\":\"a\"}",
                "{\"version\":1,\"id\":\"a\",\"file\":\"f\",\"identity\":{\"size\":1,\"modified\":\"x\",\"head\":\"\"}}"
            })
    void namesWhatItCannotReadAndReadsTheOthers(String damaged) throws Exception {
        store.save(replay("good", file, SAVED));
        Files.writeString(directory.resolve("state/replays/bad.json"), damaged);

        assertThat(resume(file).id()).isEqualTo("good");
        assertThat(store.find(FileIdentity.of(file))).isPresent();
        store.delete("good");
        assertThatThrownBy(() -> resume(file))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("bad.json cannot be read: ");
    }

    @Test
    void refusesANegativePlace() throws Exception {
        store.save(replay("a", file, SAVED));
        Path kept = directory.resolve("state/replays/a.json");
        Files.writeString(kept, Files.readString(kept).replace("1234", "-1234"));

        assertThatThrownBy(() -> resume(file))
                .hasMessageContaining("a.json cannot be read: it is damaged: offset is negative: -1234");
    }

    @Test
    void letsOneProcessHaveAReplay() throws Exception {
        Closeable claim = store.claim("a");
        assertThatThrownBy(() -> new ReplayStore(directory.resolve("state/replays")).claim("a"))
                .isInstanceOf(ReplayException.class)
                .hasMessage("replay a is under way in another process");
        store.claim("b").close();

        claim.close();

        store.claim("a").close();
        assertThat(kept()).isEmpty();
    }

    @Test
    void keepsTheNewestOnly() throws Exception {
        SavedReplay one = replay("x", file, SAVED);
        for (int i = 0; i < ReplayStore.MAX_KEPT + 5; i++) {
            String id = "r" + i;
            store.save(new SavedReplay(
                    id,
                    one.file(),
                    one.identity(),
                    one.csv(),
                    one.ingest(),
                    0,
                    SAVED.plusSeconds(i),
                    one.checkpoint()));
            Files.setLastModifiedTime(
                    directory.resolve("state/replays/" + id + ".json"), FileTime.from(SAVED.plusSeconds(i)));
        }

        store.claim("next").close();

        assertThat(kept())
                .hasSize(ReplayStore.MAX_KEPT - 1)
                .contains("r6.json", "r104.json")
                .doesNotContain("r0.json", "r5.json");
    }

    @Test
    void leavesWhatWasKeptWhenAWriteFails() throws Exception {
        SavedReplay saved = replay("a", file, SAVED);
        store.save(saved);
        Files.createDirectories(directory.resolve("state/replays/a.part/in-the-way"));

        assertThatThrownBy(() -> store.save(saved.at(checkpoint(), 1, SAVED))).isInstanceOf(IOException.class);

        assertThat(resume(file)).isEqualTo(saved);
        assertThat(Files.readString(directory.resolve("state/replays/a.json"), StandardCharsets.UTF_8))
                .contains("É");
    }
}
