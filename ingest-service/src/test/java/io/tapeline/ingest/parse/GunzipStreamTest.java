package io.tapeline.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipStreamTest {
    @Test
    void decompressesWhatTheJdkCompressed() throws IOException {
        byte[] text = randomText(200_000);

        assertThat(unpack(new ByteArrayInputStream(gzip(text)))).isEqualTo(text);
    }

    @Test
    void decompressesAllMembersEvenWhenTheSenderPauses() throws IOException {
        byte[] packed = concat(gzip("first ".getBytes(UTF_8)), gzip(new byte[0]), gzip("second".getBytes(UTF_8)));
        InputStream pausing = new ByteArrayInputStream(packed) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1));
            }

            @Override
            public int available() {
                return 0;
            }
        };

        assertThat(unpack(pausing)).asString(UTF_8).isEqualTo("first second");
    }

    @Test
    void passesOverAHeadersOptionalParts() throws IOException {
        byte[] plain = gzip("text".getBytes(UTF_8));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(plain, 0, 3);
        packed.write(2 | 4 | 8 | 16);
        packed.write(plain, 4, 6);
        packed.write(new byte[] {3, 0, 1, 2, 3});
        packed.write("name\0comment\0".getBytes(UTF_8));
        packed.write(new byte[] {9, 9});
        packed.write(plain, 10, plain.length - 10);

        assertThat(unpack(new ByteArrayInputStream(packed.toByteArray())))
                .asString(UTF_8)
                .isEqualTo("text");
    }

    @Test
    void refusesAnyDamageAndAnyTruncation() throws IOException {
        byte[] text = randomText(3000);
        byte[] packed = gzip(text);
        for (int length = 1; length < packed.length; length++) {
            assertRefused(Arrays.copyOf(packed, length), RejectCode.BAD_COMPRESSION);
        }
        int lastByteOfDeflate = packed.length - 9;
        for (int at = 10; at < packed.length; at++) {
            if (at == lastByteOfDeflate) {
                // Part of it is padding, whose value means nothing.
                continue;
            }
            byte[] damaged = packed.clone();
            damaged[at] ^= 0x10;
            assertRefused(damaged, RejectCode.BAD_COMPRESSION);
        }
        assertRefused(concat(packed, "garbage".getBytes(UTF_8)), RejectCode.BAD_COMPRESSION);
        assertRefused("[{}]".getBytes(UTF_8), RejectCode.BAD_COMPRESSION);
    }

    @Test
    void refusesABombEarly() throws IOException {
        byte[] bomb = gzip(new byte[64 << 20]);
        long[] out = {0};

        try (GunzipStream in = new GunzipStream(new ByteArrayInputStream(bomb), 200)) {
            byte[] into = new byte[64 * 1024];
            assertThatThrownBy(() -> {
                        for (int count = in.read(into); count >= 0; count = in.read(into)) {
                            out[0] += count;
                        }
                    })
                    .isInstanceOfSatisfying(
                            BodyException.class, e -> assertThat(e.code()).isEqualTo(RejectCode.COMPRESSION_BOMB));
        }
        assertThat(out[0]).isLessThan(8 << 20);
    }

    @Test
    void refusesABombOfManySmallMembers() throws IOException {
        byte[] member = gzip(new byte[200_000]);
        byte[][] members = new byte[400][];
        Arrays.fill(members, member);

        assertRefused(concat(members), RejectCode.COMPRESSION_BOMB);
    }

    @Test
    void takesWhatHonestlyCompressesWell() throws IOException {
        byte[] text = "{\"symbol\":\"A\",\"price\":1.5}\n".repeat(200_000).getBytes(UTF_8);
        byte[] packed = gzip(text);

        assertThat(text.length / packed.length).isGreaterThan(100);
        try (GunzipStream in = new GunzipStream(new ByteArrayInputStream(packed), 1000)) {
            CRC32 crc = new CRC32();
            crc.update(in.readAllBytes());
            CRC32 expected = new CRC32();
            expected.update(text);
            assertThat(crc.getValue()).isEqualTo(expected.getValue());
        }
    }

    private static void assertRefused(byte[] packed, RejectCode code) {
        assertThatThrownBy(() -> unpack(new ByteArrayInputStream(packed)))
                .isInstanceOfSatisfying(
                        BodyException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static byte[] unpack(InputStream packed) throws IOException {
        try (GunzipStream in = new GunzipStream(packed, 200)) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] randomText(int length) {
        Random random = new Random(7);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(20));
        }
        return text;
    }
}
