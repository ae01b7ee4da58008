package io.tapeline.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
