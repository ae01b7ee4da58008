package io.tapeline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineReaderTest {
    /** Gives what it has in pieces of one size. */
    private static InputStream pieces(String text, int size) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] target, int at, int length) {
                return super.read(target, at, Math.min(length, size));
            }
        };
    }

    private static List<String> rest(LineReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 65_536, 1_000_000})
    void readsTheSameLinesAsTheJdkAndFindsEachAgain(int piece) throws IOException {
        Random random = new Random(piece);
        for (int round = 0; round < 60; round++) {
            StringBuilder text = new StringBuilder();
            int lines = random.nextInt(30);
            for (int i = 0; i < lines; i++) {
                int length = round % 20 == 19 ? random.nextInt(40_000) : random.nextInt(5);
                text.append("é".repeat(length))
                        .append(List.of("\n", "\r\n", "\r", "\n\n").get(random.nextInt(4)));
            }
            text.append(random.nextBoolean() ? "" : "end");
            List<String> expected = new BufferedReader(new StringReader(text.toString()))
                    .lines()
                    .toList();
            List<Long> offsets = new ArrayList<>();
            try (LineReader reader = new LineReader(pieces(text.toString(), piece))) {
                offsets.add(reader.offset());
                for (String line : expected) {
                    assertThat(reader.next()).isEqualTo(line);
                    offsets.add(reader.offset());
                }
                assertThat(reader.next()).isNull();
                assertThat(reader.offset()).isEqualTo(text.length());
                assertThat(reader.line()).isEqualTo(expected.size());
            }
            int from = random.nextInt(offsets.size());
            try (LineReader reader = new LineReader(pieces(text.toString(), piece))) {
                reader.skipTo(offsets.get(from), from);
                assertThat(rest(reader)).isEqualTo(expected.subList(from, expected.size()));
                assertThat(reader.line()).isEqualTo(expected.size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void takesAByteOrderMarkForWhatItIs(int piece) throws IOException {
        try (LineReader reader = new LineReader(pieces("ï»¿\n {", piece))) {
            assertThat(reader.peek()).isEqualTo('{');
            assertThat(reader.next()).isEmpty();
            assertThat(reader.next()).isEqualTo(" {");
            assertThat(reader.offset()).isEqualTo(6);
        }
        try (LineReader reader = new LineReader(pieces("ï»x", piece))) {
            assertThat(reader.next()).isEqualTo("ï»x");
        }
    }

    @Test
    void seesWhatIsFirstAlsoBehindMuchWhiteSpace() throws IOException {
        try (LineReader reader = new LineReader(pieces(" ".repeat(20_000) + "\n[", 1_000))) {
            assertThat(reader.peek()).isEqualTo('[');
            assertThat(reader.next()).hasSize(20_000);
        }
        try (LineReader reader = new LineReader(pieces(" ".repeat(60_000) + "[", 1_000))) {
            assertThat(reader.peek()).isEqualTo(-1);
        }
        try (LineReader reader = new LineReader(pieces("", 1))) {
            assertThat(reader.peek()).isEqualTo(-1);
        }
    }

    @Test
    void refusesLinesThatNoTradeHas() throws IOException {
        String longest = "x".repeat(LineReader.MAX_LINE);
        try (LineReader reader = new LineReader(pieces("a\n" + longest + "\n" + longest + "xxxx", 65_536))) {
            assertThat(reader.next()).isEqualTo("a");
            assertThat(reader.next()).isEqualTo(longest);
            assertThatThrownBy(reader::next)
                    .isInstanceOf(BadTradeFileException.class)
                    .hasMessage("line 3 is longer than 1 MB: not a file of trades");
        }
    }

    @Test
    void saysThatTheFileIsTooShortToGoOnWith() throws IOException {
        try (LineReader reader = new LineReader(pieces("a\nb\n", 2))) {
            assertThatThrownBy(() -> reader.skipTo(5, 3))
                    .isInstanceOf(BadTradeFileException.class)
                    .hasMessage("the file ends before line 3");
        }
    }
}
