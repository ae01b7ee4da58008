package io.tapeline.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tapeline.model.Slice;
import io.tapeline.testkit.TradeGenerator;
import io.tapeline.testkit.TradeSettings;
import io.tapeline.wire.WireException.Reason;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: a batch, or a {@link WireException}, and no more memory than a batch may have. */
class CorruptionTest {
    /** Rows of {@link WireLimits#MAX_EVENTS} trades, the columns they came from, and texts. */
    private static final long MAX_ALLOCATION = 24 << 20;

    private final Random random = new Random();
    private final BatchDecoder decoder = new BatchDecoder();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
    private final Zstandard zstd = new Zstandard();
    private int decoded;

    @Test
    void mutatedRecordsDecodeOrAreRefused() {
        long seed = System.nanoTime();
        random.setSeed(seed);
        List<byte[]> records = records();
        for (int i = 0; i < 60_000; i++) {
            byte[] record = records.get(random.nextInt(records.size()));
            tryToDecode(mutated(record, random.nextInt(10) == 0 ? 0 : Schemas.PREAMBLE), "seed " + seed);
        }
        // The mutations reach everywhere: some records survive, and some fail in each way but the rarest.
        assertThat(decoded).isPositive();
        assertThat(refused).containsKeys(Reason.CORRUPT, Reason.UNKNOWN_SCHEMA, Reason.NOT_A_BATCH);
    }

    @Test
    void mutatedEventsInAWholeFrameDecodeOrAreRefused() throws WireException {
        long seed = System.nanoTime();
        random.setSeed(seed);
        for (byte[] record : records()) {
            if (record[2] == (byte) Schemas.BATCH_ZSTD_V1) {
                continue;
            }
            int events = startOfEvents(record);
            for (int i = 0; i < 3_000; i++) {
                byte[] mutated = mutated(record, events);
                AvroOutput out = new AvroOutput();
                out.writeRaw(mutated, events, mutated.length - events);
                byte[] frames = zstd.compress(out);
                if (frames != null) {
                    tryToDecode(compressed(record, events, out.length(), frames), "seed " + seed);
                }
            }
        }
        assertThat(refused).containsKey(Reason.CORRUPT);
    }

    @Test
    void everyTruncationIsRefused() {
        for (byte[] record : records()) {
            for (int length = 0; length < record.length; length++) {
                byte[] truncated = Arrays.copyOf(record, length);
                assertThatThrownBy(() -> decoder.decode(truncated)).isInstanceOf(WireException.class);
            }
        }
    }

    @Test
    void randomBytesBehindAFingerprintAreRefused() {
        long seed = System.nanoTime();
        random.setSeed(seed);
        for (int i = 0; i < 40_000; i++) {
            AvroOutput out = new AvroOutput();
            out.writePreamble(random.nextBoolean() ? Schemas.BATCH_V1 : Schemas.BATCH_ZSTD_V1);
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            out.writeRaw(noise, 0, noise.length);
            tryToDecode(out.toByteArray(), "seed " + seed);
        }
    }

    @Test
    void aSmallRecordThatClaimsManyTradesIsRefused() {
        AvroOutput out = header();
        out.startArray(1);
        out.writeText(new byte[] {'A'});
        out.endArray();
        out.startArray(1);
        out.writeLong(Integer.MAX_VALUE);
        out.endArray();
        assertRefused(out.toByteArray(), Reason.TOO_LARGE, "more than 16384 events");
    }

    @Test
    void aFrameThatUnpacksToMuchIsRefused() {
        AvroOutput zeros = new AvroOutput();
        zeros.writeRaw(new byte[64 << 20], 0, 64 << 20);
        byte[] bomb = requireNonNull(zstd.compress(zeros));
        assertThat(bomb).hasSizeLessThan(1 << 20);
        byte[] record = header().toByteArray();
        assertRefused(compressed(record, record.length, 64 << 20, bomb), Reason.TOO_LARGE, "events of 67108864 bytes");
        // A frame that holds more than the record says.
        byte[] understated = compressed(record, record.length, 4 << 20, bomb);
        assertThat(tryToDecode(understated, "bomb")).isFalse();
    }

    @Test
    void refusalsSayWhy() {
        assertRefused(new byte[0], Reason.NOT_A_BATCH, "the record does not begin with C3 01 and a fingerprint");
        assertRefused(
                "{\"symbol\":\"AAPL\"}".getBytes(UTF_8),
                Reason.NOT_A_BATCH,
                "the record does not begin with C3 01 and a fingerprint");
        assertRefused(
                new byte[] {(byte) 0xC3, 1, 8, 7, 6, 5, 4, 3, 2, 1},
                Reason.UNKNOWN_SCHEMA,
                "no schema has the fingerprint 102030405060708");
        assertRefused(new byte[(1 << 20) + 1], Reason.TOO_LARGE, "a record of 1048577 bytes");
        AvroOutput endless = new AvroOutput();
        endless.writePreamble(Schemas.BATCH_V1);
        byte[] ones = new byte[20];
        Arrays.fill(ones, (byte) -1);
        endless.writeRaw(ones, 0, ones.length);
        assertRefused(endless.toByteArray(), Reason.CORRUPT, "a number has more than ten bytes");
        byte[] record = records().get(0);
        assertRefused(Arrays.copyOf(record, record.length + 3), Reason.CORRUPT, "3 bytes after the end of the batch");
    }

    private void assertRefused(byte[] record, Reason reason, String message) {
        assertThatThrownBy(() -> decoder.decode(record))
                .isInstanceOf(WireException.class)
                .hasMessage(message)
                .extracting(e -> ((WireException) e).reason())
                .isEqualTo(reason);
    }

    /** Whether the record decodes. */
    private boolean tryToDecode(byte[] record, String description) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            DecodedBatch batch = decoder.decode(record);
            // What decodes can be read to the end.
            for (Slice slice : batch.slices()) {
                for (int row = 0; row < slice.trades().count(); row++) {
                    assertThat(slice.trades().trade(row, 0)).isNotNull();
                }
            }
            decoded++;
            return true;
        } catch (WireException e) {
            refused.merge(e.reason(), 1, Integer::sum);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as(description)
                    .isLessThan(MAX_ALLOCATION);
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(description + ": " + HexFormat.of().formatHex(record), e);
        }
    }

    private static List<byte[]> records() {
        List<byte[]> records = new ArrayList<>();
        for (Compression compression : Compression.values()) {
            BatchEncoder encoder = new BatchEncoder(compression);
            new TradeGenerator(TradeSettings.equities(5, 50)).next(120).forEach(encoder::add);
            records.add(encoder.encode(RandomEvents.HEADER));
            Random fixed = new Random(5);
            for (int i = 0; i < 10; i++) {
                RandomEvents.next(fixed).addTo(encoder);
                records.add(encoder.encode(RandomEvents.HEADER));
            }
        }
        return records;
    }

    /** One to four changes at or after a place: a bit, a byte, a cut, a piece from elsewhere, a number of extreme length. */
    private byte[] mutated(byte[] record, int from) {
        byte[] bytes = record.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            if (bytes.length <= from) {
                return bytes;
            }
            int at = from + random.nextInt(bytes.length - from);
            int other = from + random.nextInt(bytes.length - from);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0 : -1);
                case 3 -> bytes = without(bytes, at, 1 + random.nextInt(4));
                case 4 -> bytes = with(bytes, at, Arrays.copyOfRange(bytes, other, Math.min(bytes.length, other + 8)));
                default -> {
                    AvroOutput number = new AvroOutput();
                    number.writeLong(random.nextLong() >> random.nextInt(64));
                    bytes = with(without(bytes, at, 1), at, number.toByteArray());
                }
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        byte[] shorter = Arrays.copyOf(bytes, Math.max(at, bytes.length - count));
        int rest = bytes.length - at - count;
        if (rest > 0) {
            System.arraycopy(bytes, at + count, shorter, at, rest);
        }
        return shorter;
    }

    private static byte[] with(byte[] bytes, int at, byte[] piece) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + piece.length);
        System.arraycopy(piece, 0, longer, at, piece.length);
        System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
        return longer;
    }

    private static AvroOutput header() {
        byte[] record = new BatchEncoder(Compression.NONE).encode(RandomEvents.HEADER);
        AvroOutput out = new AvroOutput();
        try {
            out.writeRaw(record, 0, startOfEvents(record));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
        return out;
    }

    private static byte[] compressed(byte[] record, int endOfHeader, int size, byte[] frames) {
        AvroOutput out = new AvroOutput();
        out.writePreamble(Schemas.BATCH_ZSTD_V1);
        out.writeRaw(record, Schemas.PREAMBLE, endOfHeader - Schemas.PREAMBLE);
        out.writeLong(size);
        out.writeText(frames);
        return out.toByteArray();
    }

    private static int startOfEvents(byte[] record) throws WireException {
        AvroInput in = new AvroInput();
        in.reset(record, Schemas.PREAMBLE, record.length);
        in.readLong();
        in.readLong();
        in.readText();
        in.readLong();
        in.readLong();
        in.readInt();
        in.readInt();
        return in.position();
    }
}
