package io.tapeline.local.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.local.launcher.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("keys.json");
    }

    private int run(String arguments) {
        out.reset();
        err.reset();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                100);
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(arguments.split(" ", -1)));
        all.addAll(List.of("--file", file.toString()));
        return Tapeline.commandLine(console).execute(all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode key(int index) throws IOException {
        return JSON.readTree(file.toFile()).get("keys").get(index);
    }

    @Test
    void printsTheKeyOnceAndKeepsItsHash() throws Exception {
        assertThat(run("create --id feed-1 --owner acme --scope trades,quotes")).isZero();

        String token = out().strip();
        assertThat(token).matches("tpl_feed-1_[A-Za-z0-9_-]{43}");
        String secret = token.substring("tpl_feed-1_".length());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        assertThat(key(0))
                .isEqualTo(JSON.readTree("{\"id\":\"feed-1\",\"sha256\":\""
                        + HexFormat.of().formatHex(hash)
                        + "\",\"owner\":\"acme\",\"scopes\":[\"trades\",\"quotes\"]}"));
        assertThat(Files.readString(file)).doesNotContain(secret);
        assertThat(err()).contains("added feed-1 to " + file).doesNotContain(secret);
    }

    @Test
    void writesEveryLimit() throws IOException {
        assertThat(run(
                        "create --id a --owner o --scope replays --symbols BTC-*,AAPL --venues XNAS --events-per-second 1000"
                                + " --events-burst 5000 --requests-per-second 10 --requests-burst 20"
                                + " --not-before 2026-01-01T00:00:00Z --not-after 2027-01-01T00:00:00Z"))
                .isZero();

        JsonNode key = key(0);
        assertThat(key.get("symbols").toString()).isEqualTo("[\"BTC-*\",\"AAPL\"]");
        assertThat(key.get("venues").toString()).isEqualTo("[\"XNAS\"]");
        assertThat(key.get("events_per_second").asLong()).isEqualTo(1000);
        assertThat(key.get("events_burst").asLong()).isEqualTo(5000);
        assertThat(key.get("requests_per_second").asLong()).isEqualTo(10);
        assertThat(key.get("requests_burst").asLong()).isEqualTo(20);
        assertThat(key.get("not_before").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(key.get("not_after").asText()).isEqualTo("2027-01-01T00:00:00Z");
    }

    @Test
    void keepsWhatTheFileHolds() throws IOException {
        Files.writeString(file, "{\"keys\":[{\"id\":\"old\",\"of_later\":7}],\"comment\":\"ours\"}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(run("create --id new --owner o --scope trades")).isZero();

        assertThat(key(0).get("of_later").asInt()).isEqualTo(7);
        assertThat(key(1).get("id").asText()).isEqualTo("new");
        assertThat(Files.readString(file)).contains("ours");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("keys.json", ".keys.json.lock");
        }
    }

    @Test
    void listsAndDisables() {
        run("create --id a --owner acme --scope trades --symbols BTC-* --events-per-second 500");
        run("create --id b --owner acme --scope quotes --not-after 2027-01-01T00:00:00Z");

        assertThat(run("disable a")).isZero();
        assertThat(out()).contains("disabled a in " + file);
        assertThat(run("list")).isZero();

        assertThat(out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .contains(
                        "a acme trades BTC-* all 500 - disabled",
                        "b acme quotes all all - - until 2027-01-01T00:00:00Z");
    }

    @Test
    void refusesASecondKeyOfAnId() throws IOException {
        run("create --id a --owner o --scope trades");
        String before = Files.readString(file);

        assertThat(run("create --id a --owner o --scope quotes")).isEqualTo(1);

        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("tapeline: " + file + " has a key a already; to change a secret");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void refusesAFileThatIsNone() throws IOException {
        Files.writeString(file, "[]");

        assertThat(run("create --id a --owner o --scope trades")).isEqualTo(1);
        assertThat(err()).contains("is not a keys file");
        assertThat(run("list")).isEqualTo(1);
        assertThat(run("disable a")).isEqualTo(1);
        assertThat(Files.readString(file)).isEqualTo("[]");
    }

    @Test
    void saysWhenThereIsNoFileOrNoKey() {
        assertThat(run("list")).isEqualTo(1);
        assertThat(err()).contains("there is no file " + file);
        assertThat(run("disable a")).isEqualTo(1);
        assertThat(err()).contains("has no key a");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "create --id a_b --owner o --scope trades                    | an id is 1 to 64 letters",
                "create --id a --owner o --scope trade                       | 'trade' is none of trades, quotes",
                "create --id a --owner o --scope trades --symbols A*B        | 'A*B' is neither a name",
                "create --id a --owner o --scope trades --events-burst 0     | events_burst is not between 1 and",
                "create --id a --owner o --scope trades --not-after tomorrow | Invalid value for option '--not-after'",
                "create --id a --owner o --scope trades --not-before 2027-01-01T00:00:00Z --not-after 2026-01-01T00:00:00Z | not before",
                "create --id a                                               | Missing required options",
                "disable                                                     | Missing required parameter: 'ID'",
            })
    void refusesBadArguments(String arguments, String message) {
        assertThat(run(arguments)).isEqualTo(2);

        assertThat(err()).contains(message);
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"create", "list", "disable"})
    void explainsEachCommand(String command) {
        assertThat(run(command + " --help")).isZero();

        assertThat(out()).startsWith("Usage: tapeline keys " + command).contains("--file=FILE");
    }
}
