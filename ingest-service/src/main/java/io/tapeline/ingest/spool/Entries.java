package io.tapeline.ingest.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of an entry, big endian: a mark to find it by, whether it is done, the length of its body and a checksum over
 * that length and the body; then the body: the range's first and last bucket, the number of events, the hash key behind its
 * length, the record.
 */
final class Entries {
    static final int HEADER_BYTES = 13;
    static final int MARK = 0x54_50_4C_42;
    static final int STATUS_OFFSET = 4;
    static final byte PENDING = 'P';
    static final byte DONE = 'D';
    static final int MOST_BODY_BYTES = 16 << 20;

    private static final int FIXED_BODY_BYTES = 9;

    private Entries() {}

    static int bodyBytes(SpooledBatch batch) {
        return FIXED_BODY_BYTES + batch.hashKey().length() + batch.data().length;
    }

    static ByteBuffer encode(SpooledBatch batch) {
        int length = bodyBytes(batch);
        if (length > MOST_BODY_BYTES || batch.hashKey().length() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("too large for the spool: " + length + " bytes");
        }
        ByteBuffer entry = ByteBuffer.allocate(HEADER_BYTES + length);
        entry.position(HEADER_BYTES);
        entry.putShort((short) batch.firstBucket());
        entry.putShort((short) batch.lastBucket());
        entry.putInt(batch.events());
        entry.put((byte) batch.hashKey().length());
        entry.put(batch.hashKey().getBytes(US_ASCII));
        entry.put(batch.data());
        entry.flip();
        int checksum = checksum(length, entry.slice(HEADER_BYTES, length));
        entry.putInt(0, MARK).put(STATUS_OFFSET, PENDING).putInt(5, length).putInt(9, checksum);
        return entry;
    }

    /** The length of the body behind this header, or -1 if it is no header. */
    static int bodyBytes(ByteBuffer header) {
        byte status = header.get(STATUS_OFFSET);
        int length = header.getInt(5);
        boolean plausible = header.getInt(0) == MARK
                && (status == PENDING || status == DONE)
                && length >= FIXED_BODY_BYTES
                && length <= MOST_BODY_BYTES;
        return plausible ? length : -1;
    }

    static boolean isDone(ByteBuffer header) {
        return header.get(STATUS_OFFSET) == DONE;
    }

    /** Whether this is the body that was written behind this header. */
    static boolean matches(ByteBuffer header, ByteBuffer body) {
        return header.getInt(9) == checksum(header.getInt(5), body);
    }

    static SpooledBatch decode(ByteBuffer body) {
        int first = body.getShort();
        int last = body.getShort();
        int events = body.getInt();
        byte[] hashKey = new byte[body.get()];
        body.get(hashKey);
        byte[] data = new byte[body.remaining()];
        body.get(data);
        return new SpooledBatch(first, last, events, new String(hashKey, US_ASCII), data);
    }

    private static int checksum(int length, ByteBuffer body) {
        CRC32C crc = new CRC32C();
        crc.update(length >>> 24);
        crc.update(length >>> 16);
        crc.update(length >>> 8);
        crc.update(length);
        crc.update(body.duplicate());
        return (int) crc.getValue();
    }
}
