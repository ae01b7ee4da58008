package io.tapeline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrays and texts claim of themselves is believed only as far as there are bytes for it. */
class AvroInputTest {
    private static final int ITEMS = 5;

    private final AvroInput in = new AvroInput();

    @Test
    void takesABlockOfAsManyItemsAsThereAreBytes() throws WireException {
        reset(new AvroOutput(), ITEMS);
        assertThat(in.readBlock()).isEqualTo(ITEMS);
        assertThat(in.remaining()).isEqualTo(ITEMS);
    }

    @ParameterizedTest
    @CsvSource({
        "6, 6",
        // In 32 bits: five, none, and less than none.
        "4294967301, 4294967301",
        "4294967296, 4294967296",
        "2147483648, 2147483648",
        "9223372036854775807, 9223372036854775807",
    })
    void refusesABlockOfMoreItemsThanThereAreBytes(long count, String named) {
        reset(new AvroOutput(), count);
        assertBlockRefused(named);
    }

    /** A block with its size in bytes has its count negated. */
    @ParameterizedTest
    @CsvSource({
        "-6, 6",
        "-4294967301, 4294967301",
        "-9223372036854775807, 9223372036854775807",
        // Has no positive counterpart.
        "-9223372036854775808, -9223372036854775808",
    })
    void refusesASizedBlockOfMoreItemsThanThereAreBytes(long count, String named) {
        AvroOutput out = new AvroOutput();
        out.writeLong(count);
        reset(out, ITEMS);
        assertBlockRefused(named);
    }

    /** The size is for those who skip: nothing is allocated or skipped by it, so a wrong one does no harm. */
    @ParameterizedTest
    @ValueSource(longs = {ITEMS, 0, -1, 1_000_000, Long.MAX_VALUE, Long.MIN_VALUE})
    void readsTheItemsOfASizedBlockWhateverItsSize(long size) throws WireException {
        AvroOutput out = new AvroOutput();
        out.writeLong(-ITEMS);
        reset(out, size);
        assertThat(in.readBlock()).isEqualTo(ITEMS);
        assertThat(in.remaining()).isEqualTo(ITEMS);
    }

    @Test
    void refusesASizedBlockThatEndsWithinItsSize() {
        AvroOutput out = new AvroOutput();
        out.writeLong(-1);
        in.reset(out.bytes(), 0, out.length());
        assertThatThrownBy(in::readBlock).hasMessage("the batch ends within a number");
    }

    @Test
    void addsUpTheBlocksOfAnArrayAndTakesNoMoreThanItMayHave() throws WireException {
        AvroOutput out = new AvroOutput();
        for (int block = 1; block <= 3; block++) {
            out.writeLong(block);
            for (int item = 0; item < block; item++) {
                out.writeLong(10 * block + item);
            }
        }
        out.writeLong(0);

        long[] items = new long[6];
        in.reset(out.bytes(), 0, out.length());
        assertThat(in.readItems("numbers", items, 6)).isEqualTo(6);
        assertThat(items).containsExactly(10, 20, 21, 30, 31, 32);
        assertThat(in.remaining()).isZero();

        in.reset(out.bytes(), 0, out.length());
        assertThatThrownBy(() -> in.readItems("numbers", new long[6], 5))
                .isInstanceOf(WireException.class)
                .hasMessage("numbers has more than 5 items");
    }

    @ParameterizedTest
    @ValueSource(longs = {ITEMS + 1, -1, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesATextOfALengthThatIsNotThere(long length) {
        reset(new AvroOutput(), length);
        assertThatThrownBy(in::readText)
                .isInstanceOf(WireException.class)
                .hasMessage("a text or bytes of length " + length + " with " + ITEMS + " bytes left");
    }

    /** A number, and five bytes after it. */
    private void reset(AvroOutput out, long last) {
        out.writeLong(last);
        out.writeRaw(new byte[ITEMS], 0, ITEMS);
        in.reset(out.bytes(), 0, out.length());
    }

    private void assertBlockRefused(String count) {
        assertThatThrownBy(in::readBlock)
                .isInstanceOf(WireException.class)
                .hasMessage("a block of " + count + " items with " + ITEMS + " bytes left")
                .extracting(e -> ((WireException) e).reason())
                .isEqualTo(Reason.CORRUPT);
    }
}
