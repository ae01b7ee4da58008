package io.tapeline.wire;

import io.tapeline.wire.WireException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Brings a record of an older published schema to the current {@code MarketBatch}, by Avro's schema resolution. Slow, and
 * needed only as long as a stream still holds such records; there are none yet.
 */
final class OlderSchemas {
    /**
     * A schema that records were published with.
     *
     * @param record the schema of the whole record
     * @param batch the {@code MarketBatch} of the same version, which says what compressed events hold
     */
    record Published(Schema record, Schema batch) {
        private boolean isCompressed() {
            return record.getField(Schemas.EVENTS_ZSTD) != null;
        }
    }

    private final Map<Long, Published> byFingerprint;

    OlderSchemas(Map<Long, Published> byFingerprint) {
        this.byFingerprint = Map.copyOf(byFingerprint);
    }

    /** The body of the record as one of the current {@code MarketBatch}. */
    byte[] resolve(long fingerprint, AvroInput body) throws WireException {
        Published published = byFingerprint.get(fingerprint);
        if (published == null) {
            throw new WireException(
                    Reason.UNKNOWN_SCHEMA, "no schema has the fingerprint " + Long.toHexString(fingerprint));
        }
        GenericRecord batch = published.isCompressed()
                ? unpack(read(published.record, Schemas.batchZstd(), body), published)
                : read(published.record, Schemas.batch(), body);
        body.requireEnd();
        return write(batch);
    }

    /** The compressed record as one whose events are in clear. */
    private static GenericRecord unpack(GenericRecord compressed, Published published) throws WireException {
        int size = (Integer) compressed.get(Schemas.EVENTS_BYTES);
        byte[] frames = ((ByteBuffer) compressed.get(Schemas.EVENTS_ZSTD)).array();
        byte[] unpacked = new byte[Zstandard.checkedSize(size)];
        new Zstandard().decompress(unpacked, size, frames, 0, frames.length);
        AvroInput in = new AvroInput();
        in.reset(unpacked, 0, size);
        Schema current = Schemas.batch();
        GenericRecord batch = new GenericData.Record(current);
        for (Schema.Field field : current.getFields()) {
            if (!field.name().equals(Schemas.EVENTS)) {
                batch.put(field.pos(), compressed.get(field.name()));
            }
        }
        Schema written = published.batch.getField(Schemas.EVENTS).schema();
        batch.put(Schemas.EVENTS, read(written, current.getField(Schemas.EVENTS).schema(), in));
        in.requireEnd();
        return batch;
    }

    private static GenericRecord read(Schema written, Schema current, AvroInput in) throws WireException {
        try {
            return new GenericDatumReader<GenericRecord>(written, current).read(null, BoundedDecoder.of(in));
        } catch (BoundedDecoder.Refusal e) {
            throw e.reason();
        } catch (IOException | RuntimeException e) {
            // Avro does not say what it throws at bytes that do not follow the schema: an enum's index out of bounds,
            // say.
            throw WireException.corrupt("the record does not follow its schema: " + e.getMessage());
        }
    }

    private static byte[] write(GenericRecord batch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(batch.getSchema()).write(batch, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return out.toByteArray();
    }
}
