package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.TradeKey;
import io.tapeline.model.TradeRows;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TradeRingTest {
    private static final int CHUNK = 256;

    @Test
    void holdsAtMostAsMuchMemoryAgainAsIsInUse() {
        TradeRing ring = new TradeRing();
        append(ring, 100 * CHUNK);
        assertThat(ring.capacity()).isEqualTo(100 * CHUNK);

        for (int left : new int[] {60 * CHUNK, 50 * CHUNK, 20 * CHUNK, CHUNK, 1, 0}) {
            ring.removeBefore(Long.MAX_VALUE, left);

            assertThat(ring.size()).isEqualTo(left);
            // A chunk in use may have few rows, and two empty ones are always allowed.
            assertThat(ring.capacity()).isLessThanOrEqualTo(2 * left + 3 * CHUNK);
        }
    }

    @Test
    void takesWhatWasEmptiedForTheNextRows() {
        TradeRing ring = new TradeRing();
        append(ring, 100 * CHUNK);
        for (int leap = 0; leap < 10; leap++) {
            ring.removeBefore(Long.MAX_VALUE, 50 * CHUNK);
            assertThat(ring.capacity()).as("nothing is given up").isEqualTo(100 * CHUNK);

            append(ring, 50 * CHUNK);
            assertThat(ring.capacity()).as("nothing is new").isEqualTo(100 * CHUNK);
        }
    }

    private static void append(TradeRing ring, int count) {
        TradeRows rows = Rows.ofKeys(
                LongStream.range(0, count).mapToObj(id -> new TradeKey(7, id)).toList(),
                TradeRows.NUMERIC_ID,
                0,
                0,
                0,
                0);
        ring.append(rows, new long[1]);
    }
}
