package io.tapeline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.testkit.TradeGenerator;
import io.tapeline.testkit.TradeSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Anyone with Avro and the schema reads what we read. */
class GenericReaderTest {
    private final BatchEncoder encoder = new BatchEncoder(Compression.NONE);
    private final BatchDecoder decoder = new BatchDecoder();

    @Test
    void apacheAvroReadsWhatWeReadOfRandomBatches() throws WireException, IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int batch = 0; batch < 1_000; batch++) {
            RandomEvents.next(random).addTo(encoder);
            assertBothReadTheSame(encoder.encode(RandomEvents.HEADER), "seed " + seed);
        }
    }

    @Test
    void apacheAvroReadsWhatWeReadOfEquities() throws WireException, IOException {
        new TradeGenerator(TradeSettings.equities(3, 1_000)).next(2_000).forEach(encoder::add);
        byte[] record = encoder.encode(RandomEvents.HEADER);
        GenericRecord events = (GenericRecord) GenericReader.record(record).get("events");
        assertThat((Integer) ((GenericRecord) events.get("ts_event")).get("width"))
                .isPositive();
        assertThat(((GenericRecord) ((List<?>) events.get("venues")).get(0)).get("trade_id_rate"))
                .isNotEqualTo(0L);
        assertBothReadTheSame(record, "equities");
    }

    private void assertBothReadTheSame(byte[] record, String description) throws WireException, IOException {
        GenericRecord generic = GenericReader.record(record);
        RandomEvents.Events events = GenericReader.events(generic);
        DecodedBatch ours = decoder.decode(record);
        assertThat(generic.get("clock")).isEqualTo(ours.header().clock());
        assertThat(generic.get("producer").toString()).isEqualTo(ours.header().producer());
        assertThat(generic.get("epoch")).isEqualTo(ours.header().epoch());
        assertThat(generic.get("sequence")).isEqualTo(ours.header().sequence());
        assertThat(generic.get("first_bucket")).isEqualTo(ours.header().firstBucket());
        assertThat(generic.get("last_bucket")).isEqualTo(ours.header().lastBucket());
        List<Trade> trades = new ArrayList<>();
        for (Slice slice : ours.slices()) {
            for (int row = 0; row < slice.trades().count(); row++) {
                trades.add(slice.trades().trade(row, slice.tsIngest()));
            }
        }
        assertThat(trades).as(description).isEqualTo(events.trades());
        assertThat(ours.slices().stream().flatMap(slice -> List.of(slice.corrections()).stream()))
                .as(description)
                .containsExactlyElementsOf(events.corrections());
        assertThat(ours.slices().stream().flatMap(slice -> List.of(slice.cancels()).stream()))
                .as(description)
                .containsExactlyElementsOf(events.cancels());
        assertThat(ours.quotes()).as(description).isEqualTo(events.quotes());
    }
}
