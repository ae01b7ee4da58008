package io.tapeline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ZstdInputTest {
    private static byte[] unpack(byte[] packed) throws IOException {
        try (InputStream in = new ZstdInput(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    /** Half of it can be packed, half cannot. */
    private static byte[] text(int length, Random random) {
        byte[] text = new byte[length];
        random.nextBytes(text);
        Arrays.fill(text, 0, length / 2, (byte) 'a');
        return text;
    }

    @Test
    void unpacksFramesOfAnySizeOneAfterTheOther() throws IOException {
        Random random = new Random(5);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int length : new int[] {0, 1, 1_000, 300_000, 65_536, 0, 2_000_000, 131_072, 7}) {
            byte[] text = text(length, random);
            plain.write(text);
            packed.write(Zstd.compress(text));
        }

        assertThat(unpack(packed.toByteArray())).isEqualTo(plain.toByteArray());
    }

    @Test
    void noticesWhereverTheEndIsMissing() throws IOException {
        byte[] first = Zstd.compress(text(100, new Random(1)));
        byte[] second = Zstd.compress(text(300, new Random(2)));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        for (int length = 1; length < both.length; length++) {
            byte[] cut = Arrays.copyOf(both, length);
            if (length == first.length) {
                assertThat(unpack(cut)).hasSize(100);
            } else {
                assertThatThrownBy(() -> unpack(cut))
                        .as("%d of %d bytes", length, both.length)
                        .isInstanceOf(EOFException.class)
                        .hasMessage("a frame has no end");
            }
        }
    }

    @Test
    void handsOnWhatReadingFailsWith() {
        InputStream failing = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] target, int at, int length) throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        assertThatThrownBy(() -> new ZstdInput(failing).read())
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }
}
