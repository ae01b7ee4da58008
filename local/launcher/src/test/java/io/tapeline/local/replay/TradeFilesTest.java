package io.tapeline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TradeFilesTest {
    private static final CsvOptions BITSTAMP = new CsvOptions("BTC-USD", "BITSTAMP", TimestampUnit.S);

    private static List<String> read(byte[] file, CsvOptions options) throws IOException {
        List<String> items = new ArrayList<>();
        try (TradeSource source = TradeFiles.open(new ByteArrayInputStream(file), file.length, options)) {
            for (byte[] item = source.next(); item != null; item = source.next()) {
                items.add(new String(item, StandardCharsets.UTF_8));
            }
        }
        return items;
    }

    private static List<String> read(String file, CsvOptions options) throws IOException {
        return read(file.getBytes(StandardCharsets.UTF_8), options);
    }

    @Test
    void givesTradesOfABareCsvTheirSymbolVenueAndPlace() throws IOException {
        assertThat(read("timestamp,price,amount\n1385337600,800.010000000000,0.1\n1385337600,800,0\n", BITSTAMP))
                .containsExactly(
                        "{\"ts_event\":1385337600000000000,\"price\":\"800.010000000000\",\"size\":\"0.1\","
                                + "\"symbol\":\"BTC-USD\",\"venue\":\"BITSTAMP\",\"sequence\":1}",
                        "{\"ts_event\":1385337600000000000,\"price\":\"800\",\"size\":\"0\","
                                + "\"symbol\":\"BTC-USD\",\"venue\":\"BITSTAMP\",\"sequence\":2}");
    }

    @Test
    void takesAllFieldsFromColumnsOfTheirNames() throws IOException {
        String csv = """
                symbol,venue,ts_event,ts_recv,price,size,side,sequence,trade_id,conditions\r
                "A""B",XNAS,1763620200123456789,1763620200123457000,1,2,B,81,t-1,"@, T"\r
                """;

        assertThat(read(csv, CsvOptions.none()))
                .containsExactly("{\"symbol\":\"A\\\"B\",\"venue\":\"XNAS\",\"ts_event\":1763620200123456789,"
                        + "\"ts_recv\":1763620200123457000,\"price\":\"1\",\"size\":\"2\",\"side\":\"B\","
                        + "\"sequence\":\"81\",\"trade_id\":\"t-1\",\"conditions\":\"@, T\"}");
    }

    @ParameterizedTest(name = "{0} in {1} is {2} ns")
    @CsvSource({
        "1385337600,          , 1385337600000000000",
        "1385337600.25,       , 1385337600250000000",
        "1385337600123,       , 1385337600123000000",
        "1385337600123456,    , 1385337600123456000",
        "1385337600123456789, , 1385337600123456789",
        "5,                  s, 5000000000",
        "5,                 ms, 5000000",
        "5,                 us, 5000",
        "5,                 ns, 5"
    })
    void bringsTimesToNanoseconds(String time, String unit, String nanos) throws IOException {
        CsvOptions options = new CsvOptions("S", "V", unit == null ? null : TimestampUnit.ofCode(unit));

        assertThat(read("time,price,qty\n" + time + ",1,1\n", options))
                .singleElement()
                .asString()
                .startsWith("{\"ts_event\":" + nanos + ",");
    }

    @Test
    void leavesItToTheServiceToRefuseWhatIsNoNumber() throws IOException {
        assertThat(read("timestamp,price,amount\nyesterday,abc,1\n2013-11-25T00:00:00Z,1,\n", BITSTAMP))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"ts_event\":\"yesterday\",\"price\":\"abc\","),
                        second -> assertThat(second)
                                .startsWith("{\"ts_event\":\"2013-11-25T00:00:00Z\",\"price\":\"1\",\"symbol\""));
    }

    @Test
    void passesJsonLinesOnByteForByte() throws IOException {
        byte[] file = {'\n', ' ', '{', '"', (byte) 0xc3, (byte) 0x28, '"', '}', '\n', '\n', '{', '}'};

        try (TradeSource source = TradeFiles.open(new ByteArrayInputStream(file), file.length, CsvOptions.none())) {
            assertThat(source.next()).isEqualTo(new byte[] {' ', '{', '"', (byte) 0xc3, (byte) 0x28, '"', '}'});
            assertThat(source.line()).isEqualTo(2);
            assertThat(source.next()).isEqualTo(new byte[] {'{', '}'});
            assertThat(source.line()).isEqualTo(4);
            assertThat(source.next()).isNull();
            assertThat(source.fraction()).isEqualTo(1.0);
        }
    }

    @Test
    void readsGzipWhateverItsName(@TempDir Path directory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(directory.resolve("trades.txt"), bytes.toByteArray());

        try (TradeSource source = TradeFiles.open(file, CsvOptions.none())) {
            assertThat(source.next()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
            assertThat(source.next()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":2}");
            assertThat(source.next()).isNull();
        }
    }

    private static final String CSV = """
            time,price,qty
            1385337600123,1,1
            1385337600124,2,1

            1385337600125,3,1
            yesterday,4,1
            5,5,1
            """;

    private static final String NDJSON = """

            {"n":1,"ts_event":1385337600123000000}
            {"n":2,"ts_event":1385337600124000000}

            {"n":3}
            {"n":4,"ts_event":"2013-11-25T00:00:00.125Z"}
            """;

    private static byte[] packed(String text, String packing) throws IOException {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (packing) {
            case "gzip" -> {
                // Two members: what appending to a file leaves.
                for (byte[] half : List.of(Arrays.copyOf(plain, 30), Arrays.copyOfRange(plain, 30, plain.length))) {
                    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                        gzip.write(half);
                    }
                }
            }
            case "zstd" -> {
                for (byte[] half : List.of(Arrays.copyOf(plain, 30), Arrays.copyOfRange(plain, 30, plain.length))) {
                    bytes.write(Zstd.compress(half));
                }
            }
            default -> bytes.write(plain);
        }
        return bytes.toByteArray();
    }

    private static TradeSource opened(byte[] file) throws IOException {
        return TradeFiles.open(new ByteArrayInputStream(file), file.length, new CsvOptions("S", "V", null));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"csv, plain", "csv, gzip", "csv, zstd", "ndjson, plain", "ndjson, gzip", "ndjson, zstd"})
    void goesOnBehindAnyTradeAsIfAllBeforeHadBeenRead(String format, String packing) throws IOException {
        byte[] file = packed(format.equals("csv") ? CSV : NDJSON, packing);
        List<String> all = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        List<SourcePosition> positions = new ArrayList<>(List.of(SourcePosition.START));
        try (TradeSource source = opened(file)) {
            for (byte[] item = source.next(); item != null; item = source.next()) {
                all.add(new String(item, StandardCharsets.UTF_8));
                lines.add(source.line());
                positions.add(source.position());
            }
        }
        assertThat(lines).isEqualTo(format.equals("csv") ? List.of(2L, 3L, 5L, 6L, 7L) : List.of(2L, 3L, 5L, 6L));

        for (int from = 0; from <= all.size(); from++) {
            try (TradeSource source = opened(file)) {
                source.goTo(positions.get(from));
                for (int i = from; i < all.size(); i++) {
                    assertThat(source.next()).asString(StandardCharsets.UTF_8).isEqualTo(all.get(i));
                    assertThat(source.line()).isEqualTo(lines.get(i));
                    assertThat(source.position()).isEqualTo(positions.get(i + 1));
                }
                assertThat(source.next()).isNull();
            }
        }
        if (format.equals("csv")) {
            assertThat(all.get(4))
                    .as("the unit and the row of a file that is gone on with")
                    .startsWith("{\"ts_event\":5000000,")
                    .endsWith("\"sequence\":5}");
        }
    }

    @ParameterizedTest
    @CsvSource({"csv", "ndjson"})
    void tellsWhenATradeHappened(String format) throws IOException {
        List<OptionalLong> times = new ArrayList<>();
        try (TradeSource source = opened(packed(format.equals("csv") ? CSV : NDJSON, "plain"))) {
            while (source.next() != null) {
                times.add(source.tsEvent());
            }
        }

        assertThat(times)
                .isEqualTo(
                        format.equals("csv")
                                ? List.of(
                                        OptionalLong.of(1385337600123000000L),
                                        OptionalLong.of(1385337600124000000L),
                                        OptionalLong.of(1385337600125000000L),
                                        OptionalLong.empty(),
                                        OptionalLong.of(5000000L))
                                : List.of(
                                        OptionalLong.of(1385337600123000000L),
                                        OptionalLong.of(1385337600124000000L),
                                        OptionalLong.empty(),
                                        OptionalLong.of(1385337600125000000L)));
    }

    @ParameterizedTest
    @CsvSource({"gzip", "zstd"})
    void saysThatPackedDataAreCutShortOrDamaged(String packing) throws IOException {
        byte[] file = packed(NDJSON, packing);

        assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length - 12), CsvOptions.none()))
                .isInstanceOf(BadTradeFileException.class)
                .hasMessageStartingWith("the packed data are damaged or cut short after line ");
        assertThatThrownBy(() -> read(Arrays.copyOf(file, 5), CsvOptions.none()))
                .isInstanceOf(BadTradeFileException.class)
                .hasMessageStartingWith("the packed data are damaged or cut short");
        byte[] wrong = file.clone();
        // Of zstd the header of the second frame: so short a text is not packed, nor does it have a checksum.
        int at = packing.equals("zstd")
                ? Zstd.compress(NDJSON.substring(0, 30).getBytes(StandardCharsets.UTF_8)).length
                : file.length / 2 + 8;
        Arrays.fill(wrong, at, at + 8, (byte) 0x55);
        assertThatThrownBy(() -> read(wrong, CsvOptions.none()))
                .isInstanceOf(BadTradeFileException.class)
                .hasMessageStartingWith("the packed data are damaged or cut short after line ");
    }

    @Test
    void saysWhichColumnsAreNotSent() throws IOException {
        byte[] csv = "timestamp,price,amount,maker,fee\n".getBytes(StandardCharsets.UTF_8);

        try (TradeSource source = TradeFiles.open(new ByteArrayInputStream(csv), 0, BITSTAMP)) {
            assertThat(source.notice()).isEqualTo("columns that are not sent: maker, fee");
            assertThat(source.fraction()).isNegative();
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertRefused("", BITSTAMP, "the file is empty");
        assertRefused("[{}]", BITSTAMP, "one JSON array");
        assertRefused("price,amount\n", BITSTAMP, "line 1: no column is ts_event");
        assertRefused("timestamp,time,price,amount\n", BITSTAMP, "line 1: two columns are ts_event");
        assertRefused("timestamp,price,amount\n", CsvOptions.none(), "no column symbol: give --symbol");
        assertRefused("timestamp,price,amount\n1,2\n", BITSTAMP, "line 2: 2 cells where the header has 3");
        assertRefused("timestamp,price,amount\n\n1,\"2,3\n", BITSTAMP, "line 3: a quote is not closed");
    }

    private static void assertRefused(String file, CsvOptions options, String message) {
        assertThatThrownBy(() -> read(file, options))
                .isInstanceOf(BadTradeFileException.class)
                .hasMessageContaining(message);
    }
}
