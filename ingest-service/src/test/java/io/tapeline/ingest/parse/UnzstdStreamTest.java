package io.tapeline.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnzstdStreamTest {
    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] unpack(byte[] packed, int maxRatio) throws IOException {
        try (UnzstdStream stream = new UnzstdStream(new ByteArrayInputStream(packed), maxRatio)) {
            return stream.readAllBytes();
        }
    }

    /** Half of it can be packed, half cannot. */
    private static byte[] text(int length) {
        byte[] text = noise(length);
        Arrays.fill(text, 0, length / 2, (byte) 'a');
        return text;
    }

    /** Unpacks what arrives in pieces of so many bytes, with room for so many at a time. */
    private static byte[] unpackInPieces(byte[] packed, int piece, int room) throws IOException {
        InputStream pieces = new FilterInputStream(new ByteArrayInputStream(packed)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, piece));
            }
        };
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        try (UnzstdStream stream = new UnzstdStream(pieces, 1_000)) {
            byte[] buffer = new byte[room];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                unpacked.write(buffer, 0, count);
            }
        }
        return unpacked.toByteArray();
    }

    private static RejectCode codeOf(byte[] packed, int maxRatio) {
        try {
            unpack(packed, maxRatio);
            throw new AssertionError("nothing was wrong");
        } catch (BodyException e) {
            return e.code();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void readsAllFrames() throws IOException {
        byte[] content = noise(300_000);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(Zstd.compress(Arrays.copyOf(content, 100_000)));
        packed.write(Zstd.compress(Arrays.copyOfRange(content, 100_000, 300_000)));

        assertThat(unpack(packed.toByteArray(), 2)).isEqualTo(content);
    }

    @Test
    void refusesWhatIsDamagedOrCutShort() {
        byte[] packed = Zstd.compress(noise(100_000));

        assertThat(codeOf(Arrays.copyOf(packed, packed.length - 1), 100)).isEqualTo(RejectCode.BAD_COMPRESSION);
        assertThat(codeOf(noise(1_000), 100)).isEqualTo(RejectCode.BAD_COMPRESSION);
    }

    /** However the bytes come, and however much is asked for at a time. */
    @ParameterizedTest(name = "{0} bytes arrive at a time, {1} are asked for")
    @CsvSource({"1000000, 8192", "1, 8192", "7, 8192", "100, 8192", "1000000, 1", "13, 3", "1000000, 64"})
    void noticesWhereverTheSecondFrameIsCut(int piece, int room) throws IOException {
        byte[] first = Zstd.compress(text(100));
        byte[] second = Zstd.compress(text(300));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        for (int length = 1; length < both.length; length++) {
            byte[] cut = Arrays.copyOf(both, length);
            if (length == first.length) {
                assertThat(unpackInPieces(cut, piece, room)).isEqualTo(text(100));
            } else {
                assertThatThrownBy(() -> unpackInPieces(cut, piece, room))
                        .as("%d of %d bytes", length, both.length)
                        .isInstanceOfSatisfying(
                                BodyException.class, e -> assertThat(e.code()).isEqualTo(RejectCode.BAD_COMPRESSION))
                        .hasMessageStartingWith("the zstd stream ");
            }
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(text(100));
        whole.write(text(300));
        assertThat(unpackInPieces(both, piece, room)).isEqualTo(whole.toByteArray());
    }

    @Test
    void readsFramesOfAnySizeInPiecesOfAnySize() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int length : new int[] {0, 1, 1_000, 300_000, 65_536, 0, 2_000_000, 131_072, 16_384, 7}) {
            plain.write(text(length));
            packed.write(Zstd.compress(text(length)));
        }

        for (int piece : new int[] {1_021, 16_384, 65_536, 10_000_000}) {
            assertThat(unpackInPieces(packed.toByteArray(), piece, 50_000))
                    .as("pieces of %d", piece)
                    .isEqualTo(plain.toByteArray());
        }
    }

    @Test
    void handsOutWhatHasArrivedBeforeItWaitsForMore() throws IOException {
        byte[] content = text(1_000);
        byte[] frame = Zstd.compress(content);
        InputStream stalling = new InputStream() {
            private boolean given;

            @Override
            public int read() {
                throw new AssertionError("read one by one");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (given) {
                    throw new AssertionError("waits for more");
                }
                given = true;
                System.arraycopy(frame, 0, into, offset, frame.length);
                return frame.length;
            }
        };

        try (UnzstdStream stream = new UnzstdStream(stalling, 1_000)) {
            assertThat(stream.readNBytes(content.length)).isEqualTo(content);
        }
    }

    @Test
    void refusesAWindowAboveEightMegabytes() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer out = new ZstdOutputStreamNoFinalizer(packed)) {
            out.setLong(25);
            out.write(new byte[100]);
        }

        assertThat(codeOf(packed.toByteArray(), 100)).isEqualTo(RejectCode.BAD_COMPRESSION);
    }

    @Test
    void refusesABomb() {
        assertThat(codeOf(Zstd.compress(new byte[64 << 20]), 200)).isEqualTo(RejectCode.COMPRESSION_BOMB);
    }

    @Test
    void leavesTheStreamBelowOpen() throws IOException {
        ByteArrayInputStream below = new ByteArrayInputStream(Zstd.compress(new byte[10])) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        new UnzstdStream(below, 100).close();

        assertThatThrownBy(() -> unpack(new byte[] {1}, 100)).isInstanceOf(BodyException.class);
    }
}
