package io.tapeline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.replay.PostOutcome.Answered;
import io.tapeline.local.replay.PostOutcome.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TallyTest {
    private final Chunk chunk = new Chunk(4);
    private final Tally tally = new Tally(Checkpoint.START);

    private void fill(int firstLine) {
        chunk.clear();
        for (int line = firstLine; line < firstLine + 4; line++) {
            chunk.add(
                    ("{\"n\":" + line + "}").getBytes(StandardCharsets.UTF_8),
                    line,
                    new SourcePosition(100L * line, line, line, null));
        }
    }

    private void answer(int firstLine, List<Item> rejections) {
        fill(firstLine);
        tally.add(chunk, chunk.body(), new Answered(4 - rejections.size(), rejections.size(), rejections));
    }

    private static Item item(int index, String code) {
        return new Item(index, code, code + " at " + index);
    }

    @Test
    void tellsTheFirstThreeOfEachCode() {
        answer(11, List.of(item(0, "A"), item(1, "A"), item(3, "B")));
        answer(15, List.of(item(0, "A"), item(1, "A"), item(2, "B")));

        Checkpoint checkpoint = tally.checkpoint();

        assertThat(checkpoint.accepted()).isEqualTo(2);
        assertThat(checkpoint.rejected()).isEqualTo(6);
        assertThat(checkpoint.rejectedByCode()).isEqualTo(Map.of("A", 4L, "B", 2L));
        assertThat(checkpoint.firstRejections())
                .containsExactly(
                        new Rejection(11, "A", "A at 0"),
                        new Rejection(12, "A", "A at 1"),
                        new Rejection(14, "B", "B at 3"),
                        new Rejection(15, "A", "A at 0"),
                        new Rejection(17, "B", "B at 2"));
        assertThat(checkpoint.position()).isEqualTo(new SourcePosition(1_800, 18, 18, null));
    }

    @Test
    void goesOnFromACheckpointAsIfItHadSeenAllBefore() {
        answer(1, List.of(item(0, "A"), item(1, "A")));
        Tally resumed = new Tally(tally.checkpoint());
        fill(5);
        List<Item> rejected = List.of(item(0, "A"), item(1, "A"), item(2, "C"));
        resumed.add(chunk, chunk.body(), new Answered(1, 3, rejected));

        answer(5, rejected);

        assertThat(resumed.checkpoint()).isEqualTo(tally.checkpoint());
        assertThat(resumed.checkpoint().firstRejections()).hasSize(4);
    }

    @Test
    void keepsTheLastTradeThatWasAccepted() {
        assertThat(tally.checkpoint().lastAccepted()).isEmpty();
        answer(1, List.of());
        assertThat(tally.checkpoint().lastAccepted()).isEqualTo("{\"n\":4}");
        answer(5, List.of(item(3, "A"), item(1, "A")));
        assertThat(tally.checkpoint().lastAccepted()).isEqualTo("{\"n\":7}");
        answer(9, List.of(item(3, "A"), item(1, "A"), item(2, "B")));
        assertThat(tally.checkpoint().lastAccepted()).isEqualTo("{\"n\":9}");
        answer(13, List.of(item(3, "A"), item(1, "A"), item(2, "B"), item(0, "B")));
        assertThat(tally.checkpoint().lastAccepted())
                .as("none of these was accepted")
                .isEqualTo("{\"n\":9}");
    }

    @Test
    void countsCodesBeyondABoundTogether() {
        for (int i = 0; i < 50; i++) {
            List<Item> rejections = new ArrayList<>();
            int post = i;
            IntStream.range(0, 4).forEach(index -> rejections.add(item(index, "CODE-" + post + "-" + index)));
            answer(1 + 4 * i, rejections);
        }

        assertThat(tally.checkpoint().rejectedByCode()).hasSize(65).containsEntry("OTHER", 136L);
        assertThat(tally.checkpoint().rejected()).isEqualTo(200);
    }
}
