package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.TradeKey;
import io.tapeline.model.TradeRows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A copy is taken where a checkpoint keeps one side and the job goes on with the other: neither may see the other's rows. */
class IdentityIndexTest {
    private static final int ROWS = 1_000;

    private final TradeRing ring = new TradeRing();
    private final IdentityIndex index = new IdentityIndex();

    @Test
    void eachSideOfACopyFindsItsOwnRowsAndNotTheOthers() {
        append(ring, 0, ROWS);
        index.enterAll(ring);
        TradeRing otherRing = ring.copy();
        IdentityIndex other = index.copy();

        // In turn, so that rows of both sides have the same numbers.
        for (int i = 0; i < ROWS; i++) {
            append(ring, ROWS + i, 1);
            append(otherRing, 10 * ROWS + i, 1);
            assertThat(find(index, ring, ROWS + i)).isEqualTo(ROWS + i);
            assertThat(find(other, otherRing, 10 * ROWS + i)).isEqualTo(ROWS + i);
        }

        for (int i = 0; i < ROWS; i++) {
            assertThat(find(index, ring, i)).isEqualTo(i);
            assertThat(find(other, otherRing, i)).isEqualTo(i);
            assertThat(find(index, ring, 10 * ROWS + i)).isEqualTo(IdentityIndex.NONE);
            assertThat(find(other, otherRing, ROWS + i)).isEqualTo(IdentityIndex.NONE);
        }
    }

    /** A shared entry would never be found, as its row has another key; but it would stay, and two threads would write. */
    @Test
    void whatOneSideOfACopyEntersIsNotInTheOthersTables() {
        append(ring, 0, ROWS);
        index.enterAll(ring);
        IdentityIndex other = index.copy();
        TradeRing otherRing = ring.copy();
        long[] before = slots(index, ROWS, 3 * ROWS);
        // Nor does the copy enter again what it has.
        other.enterAll(otherRing);
        assertThat(slots(other, ROWS, 3 * ROWS)).isEqualTo(before);

        append(otherRing, ROWS, ROWS);
        other.enterAll(otherRing);
        assertThat(slots(index, ROWS, 3 * ROWS)).isEqualTo(before);
        long[] copied = slots(other, ROWS, 3 * ROWS);
        assertThat(copied).isNotEqualTo(before);

        append(ring, 2 * ROWS, ROWS);
        index.enterAll(ring);
        assertThat(slots(other, ROWS, 3 * ROWS)).isEqualTo(copied);
    }

    @Test
    void aCopyTakenBetweenTwoGenerationsForgetsNothingThatIsInTheRing() {
        append(ring, 0, ROWS);
        index.enterAll(ring);
        // The first generation becomes the old one, and a young one begins.
        ring.removeBefore(1, ring.size() - 1);
        index.evicted(ring);
        append(ring, ROWS, ROWS);
        index.enterAll(ring);
        TradeRing otherRing = ring.copy();
        IdentityIndex other = index.copy();

        for (int gone = 1; gone < ROWS; gone++) {
            otherRing.removeBefore(1, otherRing.size() - 1);
            other.evicted(otherRing);
            assertThat(find(other, otherRing, gone)).isEqualTo(IdentityIndex.NONE);
            assertThat(find(other, otherRing, ROWS - 1L)).isEqualTo(gone < ROWS - 1 ? ROWS - 1 : IdentityIndex.NONE);
            assertThat(find(other, otherRing, 2 * ROWS - 1L)).isEqualTo(2 * ROWS - 1L);
        }
        for (int row = 1; row < 2 * ROWS; row++) {
            assertThat(find(index, ring, row)).isEqualTo(row);
        }
    }

    private static void append(TradeRing ring, long key, int count) {
        List<TradeKey> keys = new ArrayList<>();
        for (long low = key; low < key + count; low++) {
            keys.add(new TradeKey(1, low));
        }
        ring.append(Rows.ofKeys(keys, TradeRows.NUMERIC_ID, 0, 0, 0, 0), new long[1]);
    }

    private static long find(IdentityIndex index, TradeRing ring, long key) {
        return index.find(ring, IdentityTable.tag(1, key), 1, key);
    }

    /** What searches for keys would begin with. */
    private static long[] slots(IdentityIndex index, int from, int to) {
        long[] slots = new long[to - from];
        for (int key = from; key < to; key++) {
            slots[key - from] = index.peek(IdentityTable.tag(1, key));
        }
        return slots;
    }
}
