package io.tapeline.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.batch.lake.TableInput;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputsTest {
    private static final Inputs INPUTS =
            Inputs.of(Map.of("trades", new TableInput(Long.MAX_VALUE, 14_000), "bars", new TableInput(-7, 0)));

    @Test
    void survivesTheTable() {
        assertThat(Inputs.ofJson(INPUTS.json())).contains(INPUTS);
    }

    @Test
    void isTheSameAfterACompaction() {
        Inputs compacted = Inputs.of(Map.of("trades", new TableInput(12, 14_000), "bars", new TableInput(13, 0)));

        assertThat(INPUTS.sameRows(compacted)).isTrue();
    }

    @Test
    void isAnotherWithOneMoreRow() {
        assertThat(INPUTS.sameRows(INPUTS.plus("bars", 1))).isFalse();
        assertThat(INPUTS.plus("bars", 1).sameRows(INPUTS)).isFalse();
    }

    @Test
    void isAnotherWithOneMoreTable() {
        Inputs fewer = Inputs.of(Map.of("trades", new TableInput(1, 14_000)));

        assertThat(INPUTS.sameRows(fewer)).isFalse();
        assertThat(fewer.sameRows(INPUTS)).isFalse();
    }

    @Test
    void doesNotReadWhatItDidNotWrite() {
        assertThat(Inputs.ofJson("not json")).isEmpty();
        assertThat(Inputs.ofJson("{\"trades\":{\"snapshot\":\"x\",\"rows\":1}}"))
                .isEmpty();
    }
}
