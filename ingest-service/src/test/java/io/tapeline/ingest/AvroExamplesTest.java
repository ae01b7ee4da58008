package io.tapeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.MarketEvent;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import io.tapeline.wire.DecodedBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The batches that the API's document offers as examples. */
class AvroExamplesTest {
    private static final Path FOLDER = Path.of("src/main/resources/META-INF/resources/examples");
    private static final long TS = 1763620200123456789L;
    private static final long LATER = 1763620215000000000L;

    private static final Trade TRADE =
            new Trade("AAPL", "XNAS", TS, TS + 250_000, 0, 268_560_000_000L, 10_000_000_000L, Side.BUY, 12, "71", "@");
    private static final Quote QUOTE = new Quote(
            "AAPL",
            "XNAS",
            TS,
            TS + 250_000,
            0,
            268_550_000_000L,
            30_000_000_000L,
            268_570_000_000L,
            10_000_000_000L,
            13,
            "");
    private static final TradeCorrection CORRECTION = new TradeCorrection(
            TS,
            LATER,
            new Trade("AAPL", "XNAS", TS, TS + 250_000, 0, 268_460_000_000L, 10_000_000_000L, Side.BUY, 12, "71", "@"));
    private static final TradeCancel CANCEL = new TradeCancel("AAPL", "XNAS", "71", TS, LATER, 0);

    /** The examples by file, as they are to be. */
    static Map<String, byte[]> examples() {
        Map<String, byte[]> examples = new TreeMap<>();
        examples.put("trades.avro", batch(TRADE));
        examples.put("quotes.avro", batch(QUOTE));
        examples.put("corrections.avro", batch(CORRECTION));
        examples.put("cancels.avro", batch(CANCEL));
        examples.put("events.avro", batch(TRADE, QUOTE, CORRECTION, CANCEL));
        return examples;
    }

    private static byte[] batch(MarketEvent... events) {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        for (MarketEvent event : events) {
            encoder.add(event);
        }
        return encoder.encode(new BatchHeader("example", 0, 0, 255, 0, LATER, LATER));
    }

    @Test
    void areBatchesOfTheirEvents() throws Exception {
        for (Map.Entry<String, byte[]> example : examples().entrySet()) {
            byte[] file = Files.readAllBytes(FOLDER.resolve(example.getKey()));

            assertThat(file).as(example.getKey()).isEqualTo(example.getValue());
            DecodedBatch batch = new BatchDecoder().decode(file);
            assertThat(batch.header().producer()).isEqualTo("example");
        }
    }

    @Test
    void areAllThatThereAre() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(examples().keySet());
        }
    }
}
