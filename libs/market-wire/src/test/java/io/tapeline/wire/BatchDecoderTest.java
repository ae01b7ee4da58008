package io.tapeline.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeKey;
import io.tapeline.wire.WireException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchDecoderTest {
    private final BatchDecoder decoder = new BatchDecoder();

    @ParameterizedTest
    @EnumSource(Compression.class)
    void theClockIsReadWithoutDecoding(Compression compression) {
        BatchEncoder encoder = new BatchEncoder(compression);
        for (long clock : new long[] {0, -1, 1_767_623_400_123_456_789L, Long.MIN_VALUE + 1, Long.MAX_VALUE}) {
            for (int i = 0; i < 1_000; i++) {
                encoder.addTrade("AAPL", "XNAS", i, i, 1, 1, Side.NONE, 0, "", "");
            }
            byte[] record = encoder.encode(new BatchHeader("p", 1, 0, 255, 2, clock, 3));
            assertThat(BatchDecoder.peekClock(record)).isEqualTo(clock);
            assertThat(BatchDecoder.peekClock(Arrays.copyOf(record, 20))).isEqualTo(clock);
        }
    }

    @Test
    void bytesWithoutAClockHaveNone() {
        assertThat(BatchDecoder.peekClock(new byte[0])).isEqualTo(Long.MIN_VALUE);
        assertThat(BatchDecoder.peekClock("not a batch at all".getBytes(UTF_8))).isEqualTo(Long.MIN_VALUE);
        byte[] record = new BatchEncoder(Compression.NONE).encode(RandomEvents.HEADER);
        assertThat(BatchDecoder.peekClock(Arrays.copyOf(record, Schemas.PREAMBLE + 4)))
                .isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void batchIdsAreEqualOnlyForTheSameBatch() {
        Set<Long> ids = new HashSet<>();
        for (String producer : List.of("a", "b")) {
            for (long epoch = 0; epoch < 3; epoch++) {
                for (int first = 0; first < 3; first++) {
                    for (int last = 3; last < 6; last++) {
                        for (long sequence = 0; sequence < 3; sequence++) {
                            ids.add(new BatchHeader(producer, epoch, first, last, sequence, 0, 0).batchId());
                        }
                    }
                }
            }
        }
        assertThat(ids).hasSize(2 * 3 * 3 * 3 * 3);
        // When it was sent is no part of which batch it is.
        assertThat(new BatchHeader("a", 0, 0, 3, 0, 8, 9).batchId()).isIn(ids);
    }

    @Test
    void aHeaderIsOfARangeOfBuckets() {
        assertThatThrownBy(() -> new BatchHeader("a", 0, 5, 4, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a range of buckets: 5 to 4");
        assertThatThrownBy(() -> new BatchHeader("a", 0, 0, 256, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a range of buckets: 0 to 256");
    }

    @Test
    void aSliceCarriesOnlyTheDictionariesItNeeds() throws WireException {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        for (int i = 0; i < 400; i++) {
            encoder.addTrade("S" + i % 100, "V" + i % 100, 5, 6, 7, 8, Side.NONE, 0, "", "C" + i % 100);
        }
        for (Slice slice : decoder.decode(encoder.encode(RandomEvents.HEADER)).slices()) {
            int symbols = slice.trades().symbols().length;
            assertThat(slice.trades().count()).isEqualTo(4 * symbols);
            assertThat(slice.trades().venues()).hasSize(symbols);
            assertThat(slice.trades().conditions()).hasSize(symbols);
            assertThat(slice.trades().bytes()).hasSize(4 * symbols * 64);
        }
    }

    @Test
    void decodingAllocatesTheRowsAndLittleElse() throws WireException {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        for (int i = 0; i < 10_000; i++) {
            encoder.addTrade(
                    "S" + i % 10, "XNAS", i * 977L, i * 1_009L, 1 + i, i, Side.BUY, i, Integer.toString(i), "");
        }
        byte[] record = encoder.encode(RandomEvents.HEADER);
        decoder.decode(record);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(decoder.decode(record).eventCount()).isEqualTo(10_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isBetween(640_000L, 680_000L);
    }

    /** Other publishers may be less tidy than ours: what they say is the same, and so is the identity. */
    @Test
    void numericAndEmptyIdsSentAsTextKeepTheirIdentity() throws WireException, IOException {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        encoder.addTrade("A", "V", 1, 2, 3, 4, Side.BUY, 5, "x", "");
        encoder.addTrade("A", "V", 1, 2, 3, 4, Side.BUY, 5, "y", "");
        byte[] record = altered(encoder, batch -> {
            ((GenericRecord) batch.get("events")).put("trade_id_text", List.of("42", ""));
        });
        Slice slice = decoder.decode(record).slices().get(0);
        Trade numeric = slice.trades().trade(0, 0);
        Trade anonymous = slice.trades().trade(1, 0);
        assertThat(numeric.tradeId()).isEqualTo("42");
        assertThat(anonymous.tradeId()).isEmpty();
        assertThat(new TradeKey(slice.trades().keyHigh(0), slice.trades().keyLow(0)))
                .isEqualTo(TradeKey.of(numeric));
        assertThat(new TradeKey(slice.trades().keyHigh(1), slice.trades().keyLow(1)))
                .isEqualTo(TradeKey.of(anonymous));
    }

    @Test
    void refusesASymbolOutsideTheRange() throws IOException {
        assertCorrupt(
                batch -> batch.put("last_bucket", 100),
                "bucket 112 of BTC-USD is out of order or out of the range to 100");
    }

    @Test
    void refusesARangeThatIsNone() throws IOException {
        assertCorrupt(batch -> batch.put("first_bucket", 300), "not a range of buckets: 300 to 255");
    }

    @Test
    void refusesASymbolThatIsThereTwice() throws IOException {
        assertCorrupt(
                batch -> events(batch).put("symbols", List.of("BTC-USD", "BTC-USD")),
                "a symbol is empty or there twice: 'BTC-USD'");
    }

    @Test
    void refusesAPriceOfZero() throws IOException {
        // 5 is the only price, and the base.
        assertCorrupt(
                batch -> ((GenericRecord) events(batch).get("price")).put("base", 0L),
                "a price, size, sequence or trade id is out of its range");
    }

    @Test
    void refusesANumericIdOfMoreThan18Digits() throws IOException {
        assertCorrupt(
                batch -> events(batch).put("trade_id", List.of(1_000_000_000_000_000_000L)),
                "a price, size, sequence or trade id is out of its range");
    }

    @Test
    void refusesTooFewOffsets() throws IOException {
        assertCorrupt(
                batch -> {
                    GenericRecord column = (GenericRecord) events(batch).get("size");
                    column.put("width", 9);
                    column.put("offsets", ByteBuffer.wrap(new byte[1]));
                    column.put("deltas", List.of());
                },
                "size has 0 differences and 1 bytes for 1 offsets of 9 bits");
    }

    private void assertCorrupt(Consumer<GenericRecord> alteration, String message) throws IOException {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        encoder.addTrade("BTC-USD", "BITSTAMP", 1, 2, 5, 4, Side.BUY, 5, "7", "");
        byte[] record = altered(encoder, alteration);
        assertThatThrownBy(() -> decoder.decode(record))
                .isInstanceOf(WireException.class)
                .hasMessage(message)
                .extracting(e -> ((WireException) e).reason())
                .isEqualTo(Reason.CORRUPT);
    }

    private static GenericRecord events(GenericRecord batch) {
        return (GenericRecord) batch.get("events");
    }

    /** What the encoder holds, changed and written by Apache Avro. */
    private static byte[] altered(BatchEncoder encoder, Consumer<GenericRecord> alteration) throws IOException {
        GenericRecord batch = GenericReader.record(encoder.encode(RandomEvents.HEADER));
        alteration.accept(batch);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AvroOutput preamble = new AvroOutput();
        preamble.writePreamble(Schemas.BATCH_V1);
        out.writeBytes(preamble.toByteArray());
        BinaryEncoder avro = EncoderFactory.get().blockingBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(Schemas.batch()).write(batch, avro);
        avro.flush();
        return out.toByteArray();
    }
}
