package io.tapeline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.wire.OlderSchemas.Published;
import io.tapeline.wire.WireException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** A version 0 that never was: without quotes and repeats, and with an int where a long is now. */
class OlderSchemasTest {
    private static final Schema WIDE_V0 = older(Schemas.batch());
    private static final Schema BATCH_V0 = narrow(WIDE_V0);
    private static final Schema ZSTD_V0 = narrow(older(Schemas.batchZstd()));
    private static final List<Trade> TRADES = List.of(
            new Trade("AAPL", "XNAS", 1_000, 1_500, 0, 180_010_000_000L, 10_000_000_000L, Side.BUY, 0, "77", "F"),
            new Trade("MSFT", "XNYS", 3_000, 3_200, 0, 410_000_000_000L, 300_000_000L, Side.SELL, 0, "12", ""),
            new Trade("AAPL", "XNAS", 2_000, 2_700, 0, 180_020_000_000L, 500_000_000L, Side.NONE, 0, "79", "I"));

    private final BatchDecoder decoder = new BatchDecoder(Map.of(
            fingerprint(BATCH_V0), new Published(BATCH_V0, BATCH_V0),
            fingerprint(ZSTD_V0), new Published(ZSTD_V0, BATCH_V0)));

    @Test
    void aRecordOfAnOlderSchemaIsResolved() throws WireException, IOException {
        byte[] record = recordV0();
        assertThat(BatchDecoder.peekClock(record)).isEqualTo(RandomEvents.HEADER.clock());
        RoundTripTest.assertSame(
                decoder.decode(record), new RandomEvents.Events(TRADES, List.of(), List.of(), List.of()));
        // And one of the current schema still is what it was.
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        TRADES.forEach(encoder::add);
        RoundTripTest.assertSame(
                decoder.decode(encoder.encode(RandomEvents.HEADER)),
                new RandomEvents.Events(TRADES, List.of(), List.of(), List.of()));
    }

    @Test
    void aCompressedRecordOfAnOlderSchemaIsResolved() throws WireException, IOException {
        RoundTripTest.assertSame(
                decoder.decode(compressedRecordV0()), new RandomEvents.Events(TRADES, List.of(), List.of(), List.of()));
    }

    @Test
    void whoDoesNotKnowTheOlderSchemaSaysSo() throws IOException {
        byte[] record = recordV0();
        assertThatThrownBy(() -> new BatchDecoder().decode(record))
                .isInstanceOf(WireException.class)
                .hasMessage("no schema has the fingerprint " + Long.toHexString(fingerprint(BATCH_V0)));
    }

    @Test
    void corruptRecordsOfAnOlderSchemaAreRefused() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        for (byte[] record : List.of(recordV0(), compressedRecordV0())) {
            for (int length = Schemas.PREAMBLE; length < record.length; length++) {
                byte[] truncated = Arrays.copyOf(record, length);
                assertThatThrownBy(() -> decoder.decode(truncated))
                        .isInstanceOf(WireException.class)
                        .extracting(e -> ((WireException) e).reason())
                        .isEqualTo(Reason.CORRUPT);
            }
            for (int i = 0; i < 10_000; i++) {
                byte[] mutated = record.clone();
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    int at = Schemas.PREAMBLE + random.nextInt(record.length - Schemas.PREAMBLE);
                    mutated[at] = (byte) (random.nextBoolean() ? -1 : random.nextInt());
                }
                try {
                    assertThat(decoder.decode(mutated)).isNotNull();
                } catch (WireException e) {
                    refused++;
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed, e);
                }
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] recordV0() throws IOException {
        return framed(BATCH_V0, write(BATCH_V0, batchV0()));
    }

    private static byte[] compressedRecordV0() throws IOException {
        GenericRecord batch = batchV0();
        GenericRecord events = (GenericRecord) batch.get("events");
        byte[] plain = write(events.getSchema(), events);
        GenericRecord compressed = new GenericData.Record(ZSTD_V0);
        for (Schema.Field field : ZSTD_V0.getFields()) {
            if (BATCH_V0.getField(field.name()) != null) {
                compressed.put(field.name(), batch.get(field.name()));
            }
        }
        compressed.put("events_bytes", plain.length);
        byte[] frame = Zstd.compress(plain);
        compressed.put("events_zstd", ByteBuffer.wrap(frame));
        return framed(ZSTD_V0, write(ZSTD_V0, compressed));
    }

    /** The trades, by way of the current schema: what the older one lacks has its default there. */
    private static GenericRecord batchV0() throws IOException {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        TRADES.forEach(encoder::add);
        byte[] current = encoder.encode(RandomEvents.HEADER);
        Schema.Field epoch = BATCH_V0.getField("epoch");
        GenericRecord wide = new GenericDatumReader<GenericRecord>(Schemas.batch(), WIDE_V0)
                .read(null, DecoderFactory.get().binaryDecoder(current, 10, current.length - 10, null));
        GenericRecord batch = new GenericData.Record(BATCH_V0);
        for (Schema.Field field : BATCH_V0.getFields()) {
            batch.put(field.pos(), wide.get(field.pos()));
        }
        batch.put(epoch.pos(), ((Long) wide.get(epoch.pos())).intValue());
        return batch;
    }

    private static Schema narrow(Schema wide) {
        String json = wide.toString();
        String narrow = json.replace("{\"name\":\"epoch\",\"type\":\"long\"", "{\"name\":\"epoch\",\"type\":\"int\"");
        assertThat(narrow).isNotEqualTo(json);
        return new Schema.Parser().parse(narrow);
    }

    /** The current schema with older names, without a few fields. */
    private static Schema older(Schema current) {
        String json = current.toString()
                .replace("io.tapeline.wire.v1", "io.tapeline.wire.v0")
                .replaceAll("\\{\"name\":\"time_repeats\",[^}]*\"default\":\"\"\\},", "")
                .replaceAll(",\\{\"name\":\"quotes\",.*\"default\":\\[\\]\\}(?=\\])", "");
        assertThat(json).doesNotContain("time_repeats\"", "quotes\"");
        return new Schema.Parser().parse(json);
    }

    private static byte[] framed(Schema schema, byte[] body) {
        AvroOutput out = new AvroOutput();
        out.writePreamble(fingerprint(schema));
        out.writeRaw(body, 0, body.length);
        return out.toByteArray();
    }

    private static byte[] write(Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }
}
