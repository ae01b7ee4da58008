package io.tapeline.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/**
 * The published schemas. A record begins with two marker bytes and the CRC-64-AVRO fingerprint of its schema's parsing
 * canonical form, least significant byte first (Avro's single-object encoding). The fingerprints stand here as numbers, so
 * that neither encoding nor decoding a current record loads Avro; a test holds them against the schemas.
 */
final class Schemas {
    static final byte MARKER_0 = (byte) 0xC3;
    static final byte MARKER_1 = (byte) 0x01;
    /** Bytes before the body: the markers and the fingerprint. */
    static final int PREAMBLE = 10;

    /** {@code MarketBatch} version 1. */
    static final long BATCH_V1 = 0xFCF2C8A32BC6265DL;
    /** {@code MarketBatchZstd} version 1. */
    static final long BATCH_ZSTD_V1 = 0x6BAB8F128F8F4FDFL;

    static final String EVENTS = "events";
    static final String EVENTS_BYTES = "events_bytes";
    static final String EVENTS_ZSTD = "events_zstd";

    private Schemas() {}

    /** The current {@code MarketBatch}. */
    static Schema batch() {
        return Parsed.BATCH;
    }

    /** The current {@code MarketBatchZstd}. */
    static Schema batchZstd() {
        return Parsed.BATCH_ZSTD;
    }

    /** Parsed once, and only if asked for. */
    private static final class Parsed {
        private static final Schema BATCH = load("MarketBatch.v1.avsc");
        private static final Schema BATCH_ZSTD = load("MarketBatchZstd.v1.avsc");
    }

    private static Schema load(String resource) {
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource is missing: " + resource);
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource: " + resource, e);
        }
    }
}
