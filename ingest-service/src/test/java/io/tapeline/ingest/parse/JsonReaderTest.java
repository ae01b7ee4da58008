package io.tapeline.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final String A = item("A");
    private static final String B = item("B");
    private static final EventRules SHORT = new EventRules(
            EventRules.DEFAULT.maxPrice(), EventRules.DEFAULT.oldest(), EventRules.DEFAULT.maxAhead(), 256);

    private static String item(String symbol) {
        return "{\"symbol\":\"" + symbol
                + "\",\"venue\":\"V\",\"ts_event\":1385337600000000001,\"price\":1.5,\"size\":2}";
    }

    private static List<String> symbols(Reading reading) {
        return reading.trades.stream().map(trade -> trade.symbol()).toList();
    }

    @Test
    void readsAnArray() {
        Reading reading = Reading.of(" [ " + A + " ,\n" + B + "\t] \r\n");

        assertThat(symbols(reading)).containsExactly("A", "B");
        assertThat(reading.stop).isNull();
    }

    @Test
    void readsAnEmptyArrayAsNothing() {
        Reading reading = Reading.of("[ ]");

        assertThat(reading.trades).isEmpty();
        assertThat(reading.stop).isNull();
    }

    @Test
    void readsOneObjectOverSeveralLines() {
        Reading reading = Reading.of("\n" + A.replace(",", ",\n  ").replace("{", "{\n") + "\n");

        assertThat(symbols(reading)).containsExactly("A");
        assertThat(reading.stop).isNull();
    }

    @Test
    void findsLinesUnderTheTypeOfJson() {
        Reading reading = Reading.of(A + "\n" + B);

        assertThat(symbols(reading)).containsExactly("A", "B");
    }

    @Test
    void findsAnArrayUnderTheTypeOfLines() {
        assertThat(symbols(Reading.ofLines("[" + A + "," + B + "]"))).containsExactly("A", "B");
    }

    @Test
    void passesOverBlankLinesCarriageReturnsAndTheByteOrderMark() {
        Reading reading = Reading.ofLines("\uFEFF\n\r\n" + A + "\r\n\n  \n" + B + " \r\n\n");

        assertThat(symbols(reading)).containsExactly("A", "B");
        assertThat(reading.indices).containsExactly(0L, 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "nonsense",
                "{\"symbol\"}",
                "{\"symbol\":}",
                "{\"symbol\":\"A\" \"venue\":1}",
                "{\"symbol\":\"A\",}",
                "{\"symbol\":\"A",
                "{\"symbol\":\"A\\",
                "{\"symbol\":\"\\x\"}",
                "{\"symbol\":\"\\u12\"}",
                "{\"price\":[1,2}}",
                "{\"price\":",
                "{symbol:1}",
                "{\"price\":nul}",
                "{\"price\":1}}",
                "{\"price\":1}{\"price\":1}",
                "42",
                "[1]",
            })
    void aBadLineCostsThatLineAlone(String bad) {
        Reading reading = Reading.ofLines(A + "\n" + bad + "\n" + B + "\n");

        assertThat(reading.rejected).containsExactly("1 MALFORMED_JSON");
        assertThat(symbols(reading)).containsExactly("A", "B");
        assertThat(reading.indices).containsExactly(0L, 2L);
        assertThat(reading.stop).isNull();
    }

    @Test
    void aBadFirstLineUnderTheTypeOfJsonCostsThatLineAlone() {
        for (String bad : List.of("{\"price\":", "{\"symbol\":\"A", "{\"a\":1,", "{x}")) {
            Reading reading = Reading.of(bad + "\n" + B + "\n" + A + "\n");

            assertThat(reading.rejected).as(bad).containsExactly("0 MALFORMED_JSON");
            assertThat(symbols(reading)).as(bad).containsExactly("B", "A");
        }
    }

    @Test
    void theLastLineNeedsNoEnd() {
        assertThat(symbols(Reading.ofLines(A + "\n" + B))).containsExactly("A", "B");
    }

    @Test
    void aLastLineThatIsCutShortIsTruncated() {
        for (int length = 1; length < B.length(); length++) {
            Reading reading = Reading.ofLines(A + "\n" + B.substring(0, length));

            assertThat(reading.rejected).as(B.substring(0, length)).containsExactly("1 TRUNCATED");
            assertThat(symbols(reading)).containsExactly("A");
        }
    }

    @Test
    void aLineThatIsTooLongCostsThatLineAlone() {
        String padded = "{\"conditions\":\"" + "x".repeat(300_000) + "\"}";
        Reading reading = Reading.of(
                new ByteArrayInputStream((A + "\n" + padded + "\n" + B).getBytes(UTF_8)), true, SHORT, Long.MAX_VALUE);

        assertThat(reading.rejected).containsExactly("1 LINE_TOO_LONG");
        assertThat(symbols(reading)).containsExactly("A", "B");
    }

    @Test
    void aLineJustOverTheBoundIsTooLongHoweverItArrives() {
        String fits = padded(256);
        String tooLong = padded(257);
        for (int chunk : new int[] {1, 7, 100_000}) {
            Reading reading = Reading.of(
                    chunks((fits + "\n" + tooLong + "\n" + fits).getBytes(UTF_8), chunk), true, SHORT, Long.MAX_VALUE);

            assertThat(reading.rejected).containsExactly("1 LINE_TOO_LONG");
            assertThat(reading.trades).hasSize(2);
        }
    }

    private static String padded(int length) {
        return A.substring(0, A.length() - 1) + " ".repeat(length - A.length()) + "}";
    }

    @Test
    void anArraysSyntaxErrorEndsTheReadingThere() {
        String before = "[" + A + "," + B + ",";
        Reading reading = Reading.of(before + "{\"symbol\":]," + A + "]");

        assertThat(symbols(reading)).containsExactly("A", "B");
        assertThat(reading.stop)
                .isEqualTo(new Stop(
                        2,
                        before.length(),
                        RejectCode.MALFORMED_JSON,
                        "not JSON: {\"symbol\":],{\"symbol\":\"A\",\"venue\":\"V\",\"t..."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s %s]", "[%s,%s}", "[%s,%s]x", "[%s,%s,]", "[,%s,%s]", "[%s,%s]]"})
    void refusesArraysThatAreNone(String form) {
        Reading reading = Reading.of(String.format(form, A, B));

        assertThat(reading.stop).isNotNull().extracting(Stop::code).isEqualTo(RejectCode.MALFORMED_JSON);
    }

    @Test
    void anArrayThatIsCutShortIsTruncated() {
        String whole = "[" + A + "," + B;
        for (int length = 1; length <= whole.length(); length++) {
            Reading reading = Reading.of(whole.substring(0, length));

            assertThat(reading.stop).isNotNull().extracting(Stop::code).isEqualTo(RejectCode.TRUNCATED);
            assertThat(reading.trades).hasSize(length == whole.length() ? 2 : length > A.length() ? 1 : 0);
        }
    }

    @Test
    void itemsOfAnArrayThatAreNoObjectsAreRefused() {
        Reading reading = Reading.of("[1,\"x\",[{}],null," + A + ",-5]");

        assertThat(reading.rejected)
                .containsExactly("0 WRONG_TYPE", "1 WRONG_TYPE", "2 WRONG_TYPE", "3 WRONG_TYPE", "5 WRONG_TYPE");
        assertThat(symbols(reading)).containsExactly("A");
    }

    @Test
    void anItemThatIsTooLongEndsAnArray() {
        Reading reading = Reading.of(
                new ByteArrayInputStream(("[" + A + "," + padded(257) + "]").getBytes(UTF_8)),
                false,
                SHORT,
                Long.MAX_VALUE);

        assertThat(symbols(reading)).containsExactly("A");
        assertThat(reading.stop).isNotNull().extracting(Stop::code).isEqualTo(RejectCode.ITEM_TOO_LONG);
    }

    @Test
    void nestingWithoutEndIsNotJson() {
        Reading reading = Reading.of("[" + "[".repeat(100_000));

        assertThat(reading.stop).isNotNull().extracting(Stop::code).isEqualTo(RejectCode.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\r\t ", "\uFEFF"})
    void aBodyWithoutContentIsEmpty(String body) {
        assertThat(Reading.of(body).stop).isNotNull().extracting(Stop::code).isEqualTo(RejectCode.EMPTY_BODY);
        assertThat(Reading.ofLines(body).stop)
                .isNotNull()
                .extracting(Stop::code)
                .isEqualTo(RejectCode.EMPTY_BODY);
    }

    @Test
    void aBodyThatIsNoJsonIsRefusedAsAWhole() {
        assertThat(Reading.of("symbol,price\nA,1").stop)
                .isNotNull()
                .extracting(Stop::code)
                .isEqualTo(RejectCode.MALFORMED_JSON);
        assertThat(Reading.of(new byte[] {(byte) 0xFF, (byte) 0xFE, '[', 0}, false).stop)
                .isNotNull()
                .extracting(Stop::code)
                .isEqualTo(RejectCode.INVALID_UTF8);
    }

    @Test
    void moreAfterOneObjectIsRefused() {
        Reading reading = Reading.of(A.replace(",", ",\n") + "\n" + B.replace(",", ",\n"));

        assertThat(symbols(reading)).containsExactly("A");
        assertThat(reading.stop).isNotNull().extracting(Stop::code).isEqualTo(RejectCode.MALFORMED_JSON);
    }

    @Test
    void aBodyThatIsTooLongEndsThere() {
        String body = (A + "\n").repeat(2000);
        Reading reading = Reading.of(new ByteArrayInputStream(body.getBytes(UTF_8)), true, EventRules.DEFAULT, 100_000);

        assertThat(reading.stop).isNotNull().extracting(Stop::code).isEqualTo(RejectCode.BODY_TOO_LARGE);
        assertThat(reading.trades.size()).isBetween(500, 100_000 / A.length());
    }

    @Test
    void stopsWhenTheSinkWantsNoMore() {
        for (String body : List.of("[" + A + "," + B + "," + A + "]", A + "\n" + B + "\n" + A)) {
            Reading reading = Reading.atMost(2, body);

            assertThat(symbols(reading)).containsExactly("A", "B");
            assertThat(reading.stop).isNull();
        }
    }

    @Test
    void handsOnWhatItHasBeforeItWaitsForMore() throws IOException {
        List<String> events = new ArrayList<>();
        InputStream slow = new InputStream() {
            private final byte[][] parts = {(A + "\n").getBytes(UTF_8), B.getBytes(UTF_8)};
            private int next;

            @Override
            public int read() {
                throw new AssertionError("byte by byte");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                events.add("read");
                if (next == parts.length) {
                    return -1;
                }
                byte[] part = parts[next++];
                System.arraycopy(part, 0, into, offset, part.length);
                return part.length;
            }
        };
        Reading.lineReader().read(slow, new EventSink() {
            @Override
            public boolean accept(long index, ParsedEvent trade) {
                return events.add(trade.symbol());
            }

            @Override
            public void reject(long index, RejectCode code, java.util.function.Supplier<String> message) {
                events.add(code.name());
            }

            @Override
            public void pause() {
                events.add("pause");
            }
        });

        assertThat(events).containsExactly("pause", "read", "A", "pause", "read", "pause", "read", "B");
    }

    @Test
    void readsTheSameHoweverTheBytesArrive() {
        Random random = new Random(20131125);
        for (int round = 0; round < 60; round++) {
            boolean array = random.nextBoolean();
            byte[] body = randomBody(random, array, round % 3 == 0);
            List<Object> whole = Reading.of(body, !array).all();

            for (int chunk : new int[] {1, 2, 3, 17, 1000}) {
                Reading piecewise = Reading.of(chunks(body, chunk), !array, EventRules.DEFAULT, Long.MAX_VALUE);

                // Messages of a stop quote what has arrived, which is why only where and why are compared.
                assertThat(piecewise.trades).isEqualTo(whole.get(0));
                assertThat(piecewise.rejected).isEqualTo(whole.get(2));
            }
        }
    }

    private static byte[] randomBody(Random random, boolean array, boolean damaged) {
        StringBuilder body = new StringBuilder(array ? "[" : "");
        int items = random.nextInt(40) + 1;
        for (int i = 0; i < items; i++) {
            body.append(i == 0 ? "" : array ? "," : "\n");
            body.append(random.nextInt(5) == 0 ? A.replace("1.5", "-1") : item("S" + random.nextInt(9)));
        }
        byte[] bytes = body.append(array ? "]" : "\n").toString().getBytes(UTF_8);
        if (damaged) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void noBytesMakeItThrowOrHang() {
        Random random = new Random(42);
        byte[] valid = ("[" + A + ",{\"a\":[{\"b\":\"\\u0041\\n\"},1e5,null]}," + B + "]\n").getBytes(UTF_8);
        byte[] alphabet = "{}[]\",:\\ntrue0123456789.-+eE \n\r\t\u00e9".getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] body;
            if (round % 2 == 0) {
                body = valid.clone();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    body[random.nextInt(body.length)] = alphabet[random.nextInt(alphabet.length)];
                }
            } else {
                body = new byte[random.nextInt(60)];
                for (int i = 0; i < body.length; i++) {
                    body[i] = alphabet[random.nextInt(alphabet.length)];
                }
            }
            Reading reading = Reading.of(body, random.nextBoolean());

            assertThat(reading.trades.size() + reading.rejected.size()).isLessThanOrEqualTo(body.length);
        }
    }

    private static InputStream chunks(byte[] bytes, int size) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, size));
            }
        };
    }
}
