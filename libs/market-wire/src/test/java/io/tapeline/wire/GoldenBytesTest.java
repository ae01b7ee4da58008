package io.tapeline.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Bytes that were once published are read as they were meant, for ever. A golden file is never edited. */
class GoldenBytesTest {
    private static final BatchHeader HEADER =
            new BatchHeader("ingest-1", 3, 64, 127, 42, 1_767_623_400_020_000_000L, 1_767_623_400_021_000_000L);
    private static final long OPEN = 1_767_623_400_000_000_000L;

    private static final Pattern EXAMPLE_LINE = Pattern.compile(" {4}((?:[0-9a-f]{2} )*[0-9a-f]{2}) {2,}.*");

    private final BatchDecoder decoder = new BatchDecoder();

    @Test
    void version1() throws WireException, IOException {
        byte[] golden = read("MarketBatch.v1.hex");
        RoundTripTest.assertSame(decoder.decode(golden), HEADER, everything());
        assertThat(encode(Compression.NONE, everything())).isEqualTo(golden);
    }

    @Test
    void version1Compressed() throws WireException, IOException {
        // The compressed bytes may change with the library that compresses; what they say may not.
        RoundTripTest.assertSame(decoder.decode(read("MarketBatchZstd.v1.hex")), HEADER, manyTrades());
        assertThat(read("MarketBatchZstd.v1.hex"))
                .startsWith(Arrays.copyOf(encode(Compression.ZSTD, manyTrades()), Schemas.PREAMBLE));
    }

    @Test
    void theExampleInTheDocumentReadsAsItSays() throws WireException, IOException {
        String document = Files.readString(Path.of("../../docs/wire-format.md"), UTF_8);
        StringBuilder hex = new StringBuilder();
        for (String line : document.split("\n", -1)) {
            // A line of the example: its bytes, at least two blanks, what they mean.
            Matcher bytes = EXAMPLE_LINE.matcher(line);
            if (bytes.matches()) {
                hex.append(bytes.group(1).replace(" ", ""));
            }
        }
        byte[] record = HexFormat.of().parseHex(hex);
        RoundTripTest.assertSame(decoder.decode(record), HEADER, example());
        assertThat(encode(Compression.NONE, example())).isEqualTo(record);
    }

    static byte[] encode(Compression compression, RandomEvents.Events events) {
        BatchEncoder encoder = new BatchEncoder(compression);
        events.addTo(encoder);
        return encoder.encode(HEADER);
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = requireNonNull(GoldenBytesTest.class.getResourceAsStream(resource), resource)) {
            String hex = new String(in.readAllBytes(), UTF_8);
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
    }

    /** Three trades of the document's worked example. */
    static RandomEvents.Events example() {
        return trades(List.of(
                new Trade(
                        "AAPL",
                        "XNAS",
                        OPEN + 5_000,
                        OPEN + 9_000,
                        0,
                        price(180_01),
                        shares(100),
                        Side.BUY,
                        0,
                        "501",
                        ""),
                new Trade(
                        "BTC-USD",
                        "BITSTAMP",
                        OPEN,
                        OPEN + 7_000,
                        0,
                        price(800_50),
                        12_345_678,
                        Side.SELL,
                        0,
                        "77",
                        ""),
                new Trade(
                        "AAPL",
                        "XNAS",
                        OPEN + 5_000,
                        OPEN + 9_000,
                        0,
                        price(180_02),
                        shares(40),
                        Side.BUY,
                        0,
                        "502",
                        "I")));
    }

    /** An event of every kind, ids of every kind, a price that needs its own unit, a clock of nanoseconds. */
    static RandomEvents.Events everything() {
        Trade corrected = new Trade(
                "MSFT",
                "XNYS",
                OPEN - 7,
                OPEN - 1,
                HEADER.tsIngest(),
                price(410_00),
                shares(5),
                Side.NONE,
                9,
                "tr-1",
                "@F");
        return new RandomEvents.Events(
                List.of(
                        new Trade(
                                "AAPL",
                                "XNAS",
                                OPEN + 1,
                                OPEN + 300_001,
                                0,
                                price(180_01),
                                shares(100),
                                Side.BUY,
                                11,
                                "501",
                                "F"),
                        new Trade(
                                "BTC-USD",
                                "BITSTAMP",
                                OPEN - 2_000_000_000L,
                                OPEN,
                                0,
                                800_123_456_789L,
                                1,
                                Side.SELL,
                                0,
                                "a-7",
                                ""),
                        new Trade(
                                "MSFT", "XNYS", OPEN + 77, OPEN + 300_077, 0, price(410_05), 0, Side.NONE, 5, "", "@F"),
                        new Trade(
                                "AAPL",
                                "XNAS",
                                OPEN + 1,
                                OPEN + 300_001,
                                0,
                                price(180_02),
                                shares(1),
                                Side.BUY,
                                12,
                                "502",
                                "F"),
                        new Trade(
                                "BTC-USD",
                                "BITSTAMP",
                                OPEN - 1,
                                OPEN + 3,
                                0,
                                800_100_000_000L,
                                250_000_000L,
                                Side.BUY,
                                0,
                                "a-8",
                                "")),
                List.of(new TradeCorrection(OPEN - 9, OPEN + 80, corrected)),
                List.of(new TradeCancel("AAPL", "XNAS", "499", OPEN - 5, OPEN + 81, HEADER.tsIngest())),
                List.of(new Quote(
                        "AAPL",
                        "XNAS",
                        OPEN + 2,
                        OPEN + 3,
                        HEADER.tsIngest(),
                        price(180_00),
                        shares(300),
                        price(180_03),
                        shares(200),
                        13,
                        "R")));
    }

    /** Trades by rule, so many that they compress and pack, and that ids are predicted. */
    static RandomEvents.Events manyTrades() {
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            trades.add(new Trade(
                    i % 3 == 0 ? "AAPL" : i % 3 == 1 ? "MSFT" : "BTC-USD",
                    i % 2 == 0 ? "XNAS" : "XNYS",
                    OPEN + i * 100_003L + i % 7 * 31L,
                    OPEN + i * 100_003L + i % 7 * 31L + 250_000 + i % 11 * 17L,
                    0,
                    price(100_00 + i % 13),
                    shares(1 + i * 37 % 101),
                    Side.values()[i % 3],
                    0,
                    Integer.toString(1_000 + i),
                    i % 5 == 0 ? "I" : ""));
        }
        return trades(trades);
    }

    private static RandomEvents.Events trades(List<Trade> trades) {
        return new RandomEvents.Events(trades, List.of(), List.of(), List.of());
    }

    private static long price(long cents) {
        return cents * 10_000_000L;
    }

    private static long shares(long count) {
        return count * 100_000_000L;
    }
}
