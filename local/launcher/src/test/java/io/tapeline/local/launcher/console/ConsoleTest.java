package io.tapeline.local.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.local.launcher.console.TextTable.Align;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\u001b", "^");
    }

    @Test
    void redrawsItsRegionBelowWhatIsPrinted() {
        Console console = new Console(stream, stream, true, true, 20);

        console.region(List.of("one", "two"));
        console.println("news");
        console.region(List.of("three"));
        console.keepRegion();
        console.println("end");

        String eraseTwo = "^[1A\r^[2K^[1A\r^[2K";
        assertThat(written())
                .isEqualToNormalizingNewlines("one\ntwo\n" + eraseTwo + "news\none\ntwo\n" + eraseTwo + "three\nend\n");
    }

    @Test
    void cutsLinesOfTheRegionToTheWidthButNotTheirColours() {
        Console console = new Console(stream, stream, true, true, 6);

        console.region(List.of(console.green("123") + "45678"));

        assertThat(written()).isEqualToNormalizingNewlines("^[32m123^[0m45\n");
    }

    @Test
    void isPlainWhereThereIsNoTerminal() {
        Console console = new Console(stream, stream, false, false, 20);

        console.region(List.of("one"));
        console.println(console.red("news"));

        assertThat(written()).isEqualToNormalizingNewlines("news\n");
    }

    @Test
    void alignsTables() {
        TextTable table = new TextTable().column("name", Align.LEFT).column("n", Align.RIGHT);
        table.row(List.of("a", "10")).row(List.of("long name", "5"));

        assertThat(table.lines()).containsExactly("name        n", "─────────  ──", "a          10", "long name   5");
        assertThatThrownBy(() -> table.row(List.of("x"))).hasMessage("row has 1 cells, not 2");
    }

    @Test
    void writesNumbersTheSameInEveryLocale() {
        assertThat(Texts.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Texts.duration(Duration.ofMillis(1_249))).isEqualTo("1.2 s");
        assertThat(Texts.duration(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
        assertThat(Texts.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
        assertThat(Texts.bytes(183L << 20)).isEqualTo("183 MB");
        assertThat(Texts.bytes(2_048)).isEqualTo("2 kB");
        assertThat(Texts.bar(0.5, 4)).isEqualTo("██░░");
    }
}
