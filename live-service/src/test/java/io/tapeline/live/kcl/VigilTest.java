package io.tapeline.live.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VigilTest {
    private final Vigil vigil = new Vigil(3);

    @Test
    void callsNobodyDeadWhomItHasNotSeenUnmovedForAsLongAsItTakes() {
        assertThat(List.of(vigil.isDead("a", 7), vigil.isDead("a", 7), vigil.isDead("a", 7)))
                .containsOnly(false);
        assertThat(vigil.isDead("a", 7)).isTrue();
        assertThat(vigil.isDead("a", 7)).isTrue();
    }

    @Test
    void beginsAnewWithEverySignOfLife() {
        for (int look = 0; look < 20; look++) {
            // It moves only just in time.
            assertThat(vigil.isDead("a", look / 3)).isFalse();
        }
    }

    @Test
    void takesAReturnToAnOldSignForLife() {
        for (int look = 0; look < 20; look++) {
            assertThat(vigil.isDead("a", look % 2)).isFalse();
        }
    }

    @Test
    void watchesEachByItself() {
        for (int look = 0; look < 3; look++) {
            assertThat(vigil.isDead("moves", look)).isFalse();
            assertThat(vigil.isDead("stands", 0)).isFalse();
        }

        assertThat(vigil.isDead("moves", 3)).isFalse();
        assertThat(vigil.isDead("late", 0)).isFalse();
        assertThat(vigil.isDead("stands", 0)).isTrue();
    }

    @Test
    void beginsAnewWithOneThatWasGone() {
        for (int look = 0; look < 3; look++) {
            assertThat(vigil.isDead("a", 0)).isFalse();
            assertThat(vigil.isDead("b", 0)).isFalse();
            assertThat(vigil.isDead("c", 0)).isFalse();
        }
        vigil.retain(List.of("b", "c"));
        vigil.forget("b");

        assertThat(vigil.isDead("a", 0)).isFalse();
        assertThat(vigil.isDead("b", 0)).isFalse();
        assertThat(vigil.isDead("c", 0)).isTrue();
    }
}
