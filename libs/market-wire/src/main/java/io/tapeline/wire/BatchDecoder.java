package io.tapeline.wire;

import io.tapeline.wire.WireException.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records. Any bytes either decode or throw {@link WireException}; memory is bounded by {@link WireLimits}
 * whatever they claim.
 *
 * <p>Trades come out as rows, ready for the operator; none with a numeric id costs an object of its own. A record of an
 * older published schema is first resolved to the current one by Avro.
 *
 * <p>Not thread safe: one for each reader. It keeps its arrays and the symbols it has met, 65,536 of them: a few megabytes, some
 * forty if all are as long as they may be.
 */
public final class BatchDecoder {
    private final AvroInput in = new AvroInput();
    private final TradeReader trades = new TradeReader();
    private final RecordReader records = new RecordReader();
    private final SliceBuilder slices = new SliceBuilder(trades, records);
    private final OlderSchemas older;
    private byte[] unpacked = new byte[0];
    /** Made when the first compressed record comes. */
    private @Nullable Zstandard zstd;

    /** A decoder of every published schema. */
    public BatchDecoder() {
        this(Map.of());
    }

    /** A decoder that also knows these schemas, by fingerprint, as older than the current ones. */
    BatchDecoder(Map<Long, OlderSchemas.Published> olderSchemas) {
        this.older = new OlderSchemas(olderSchemas);
    }

    /**
     * Decodes a record.
     *
     * @throws WireException if it is not a batch that this library can read
     */
    public DecodedBatch decode(byte[] record) throws WireException {
        if (record.length > WireLimits.MAX_RECORD_BYTES) {
            throw new WireException(Reason.TOO_LARGE, "a record of " + record.length + " bytes");
        }
        if (!isBatch(record)) {
            throw new WireException(Reason.NOT_A_BATCH, "the record does not begin with C3 01 and a fingerprint");
        }
        long fingerprint = fingerprint(record);
        in.reset(record, Schemas.PREAMBLE, record.length);
        if (fingerprint != Schemas.BATCH_V1 && fingerprint != Schemas.BATCH_ZSTD_V1) {
            byte[] resolved = older.resolve(fingerprint, in);
            in.reset(resolved, 0, resolved.length);
        }
        BatchHeader header = readHeader();
        if (fingerprint == Schemas.BATCH_ZSTD_V1) {
            unpack();
        }
        trades.read(in, header);
        records.read(in, header, trades.count);
        in.requireEnd();
        return new DecodedBatch(header, records.events(), slices.build(header), records.quotes);
    }

    /**
     * The clock of a record, without decoding the rest; {@link Long#MIN_VALUE} if the record does not begin as one of a
     * batch does. The clock is the first field of every version.
     */
    public static long peekClock(byte[] record) {
        if (!isBatch(record)) {
            return Long.MIN_VALUE;
        }
        AvroInput in = new AvroInput();
        in.reset(record, Schemas.PREAMBLE, record.length);
        try {
            return in.readLong();
        } catch (WireException e) {
            return Long.MIN_VALUE;
        }
    }

    private BatchHeader readHeader() throws WireException {
        long clock = in.readLong();
        long tsIngest = in.readLong();
        String producer = in.readText();
        long epoch = in.readLong();
        long sequence = in.readLong();
        int firstBucket = in.readInt();
        int lastBucket = in.readInt();
        try {
            return new BatchHeader(producer, epoch, firstBucket, lastBucket, sequence, clock, tsIngest);
        } catch (IllegalArgumentException e) {
            throw WireException.corrupt(String.valueOf(e.getMessage()));
        }
    }

    /** Goes on within the compressed events, which must be the rest of the record. */
    private void unpack() throws WireException {
        int size = Zstandard.checkedSize(in.readInt());
        int length = in.readLength();
        int start = in.position();
        in.skip(length);
        in.requireEnd();
        if (size > unpacked.length) {
            unpacked = new byte[Math.min(WireLimits.MAX_EVENTS_BYTES, Math.max(size, unpacked.length * 2))];
        }
        if (zstd == null) {
            zstd = new Zstandard();
        }
        zstd.decompress(unpacked, size, in.bytes(), start, length);
        in.reset(unpacked, 0, size);
    }

    private static boolean isBatch(byte[] record) {
        return record.length >= Schemas.PREAMBLE && record[0] == Schemas.MARKER_0 && record[1] == Schemas.MARKER_1;
    }

    private static long fingerprint(byte[] record) {
        long fingerprint = 0;
        for (int i = Schemas.PREAMBLE - 1; i >= 2; i--) {
            fingerprint = fingerprint << Byte.SIZE | (record[i] & 0xFF);
        }
        return fingerprint;
    }
}
