package io.tapeline.wire;

import io.tapeline.wire.WireException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
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
    private final Map<Long, Schema> byFingerprint;

    OlderSchemas(Map<Long, Schema> byFingerprint) {
        this.byFingerprint = Map.copyOf(byFingerprint);
    }

    /** The body of the record as one of the current {@code MarketBatch}. */
    byte[] resolve(long fingerprint, AvroInput body) throws WireException {
        Schema written = byFingerprint.get(fingerprint);
        if (written == null) {
            throw new WireException(
                    Reason.UNKNOWN_SCHEMA, "no schema has the fingerprint " + Long.toHexString(fingerprint));
        }
        Schema current = Schemas.batch();
        GenericRecord batch;
        try {
            batch = new GenericDatumReader<GenericRecord>(written, current).read(null, BoundedDecoder.of(body));
        } catch (BoundedDecoder.Refusal e) {
            throw e.reason();
        } catch (IOException | AvroRuntimeException e) {
            throw WireException.corrupt("the record does not follow its schema: " + e.getMessage());
        }
        body.requireEnd();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(current).write(batch, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return out.toByteArray();
    }
}
