package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Hashing;
import io.tapeline.model.TradeKey;
import io.tapeline.model.TradeRows;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HighestIdsTest {
    @Test
    void whatIsSaidToBeNewIsNotInTheRing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        // More pairs than are kept, so that all is forgotten now and then.
        for (int pairs : new int[] {1, 3, 500, 20_000}) {
            TradeRing ring = new TradeRing();
            HighestIds highest = new HighestIds(0);
            Set<String> inRing = new HashSet<>();
            int newOnes = 0;
            for (int i = 0; i < 60_000; i++) {
                long pair = Hashing.mix64(1 + random.nextInt(pairs));
                long id = i + random.nextInt(20) * (long) random.nextInt(2);
                boolean isNew = isNew(highest, ring, pair, id);
                if (isNew) {
                    newOnes++;
                    assertThat(inRing).as("seed %s, %s pairs", seed, pairs).doesNotContain(pair + " " + id);
                }
                if (isNew || inRing.add(pair + " " + id)) {
                    inRing.add(pair + " " + id);
                    append(ring, pair, id);
                }
                while (ring.size() > 5_000) {
                    inRing.remove(ring.get(ring.first(), TradeRing.KEY_HIGH) + " "
                            + ring.get(ring.first(), TradeRing.KEY_LOW));
                    ring.removeBefore(Long.MAX_VALUE, ring.size() - 1);
                }
            }
            if (pairs <= 500) {
                assertThat(newOnes).as("pays, with %s pairs", pairs).isGreaterThan(5_000);
            }
        }
    }

    @Test
    void saysNothingOfRowsFromBeforeItsTime() {
        TradeRing ring = new TradeRing();
        append(ring, 7, 100);
        HighestIds highest = new HighestIds(ring.next());
        assertThat(isNew(highest, ring, 7, 100)).isFalse();
        ring.removeBefore(Long.MAX_VALUE, 0);
        assertThat(isNew(highest, ring, 7, 100)).isFalse();
        assertThat(isNew(highest, ring, 7, 101)).isTrue();
    }

    private static boolean isNew(HighestIds highest, TradeRing ring, long keyHigh, long keyLow) {
        TradeRows rows = Rows.ofKeys(List.of(new TradeKey(keyHigh, keyLow)), TradeRows.NUMERIC_ID, 0, 0, 0, 0);
        int[] whether = new int[1];
        int lookUps = highest.note(rows, ring, whether);
        assertThat(lookUps).isEqualTo(whether[0] == IdentityIndex.LOOK_UP ? 1 : 0);
        return lookUps == 0;
    }

    private static void append(TradeRing ring, long keyHigh, long keyLow) {
        List<TradeKey> keys = List.of(new TradeKey(keyHigh, keyLow));
        ring.append(Rows.ofKeys(keys, TradeRows.NUMERIC_ID, 0, 0, 0, 0), new long[1]);
    }
}
