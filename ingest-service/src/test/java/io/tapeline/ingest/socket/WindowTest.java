package io.tapeline.ingest.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.api.Problem;
import io.tapeline.ingest.api.ProblemKind;
import io.tapeline.ingest.post.PostOutcome;
import io.tapeline.ingest.post.PostType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Problem PROBLEM = Problem.of(ProblemKind.MALFORMED_BODY, "test");
    private static final Problem OTHER = Problem.of(ProblemKind.NOT_CONFIRMED, "test");

    private final Window window = new Window();

    @Test
    void acknowledgesByNumberWhateverIsStoredFirst() {
        receive(3);
        Window.Entry first = window.read(read(10), null);
        Window.Entry second = window.read(read(20), null);
        Window.Entry third = window.read(read(30), null);

        third.settle(null);
        second.settle(null);
        assertThat(answers()).isEmpty();
        first.settle(null);

        assertThat(answers()).containsExactly("ack 1 of 10", "ack 2 of 20", "ack 3 of 30");
        assertThat(window.count()).isZero();
        assertThat(window.bytes()).isZero();
    }

    @Test
    void refusesInOrderAndDropsWhatComesAfterUntilTheClientBeginsAgainThere() {
        receive(3);
        Window.Entry first = window.read(read(10), null);
        window.read(null, PROBLEM).settle(PROBLEM);
        assertThat(window.next()).as("the third").isNull();
        receive(1);
        assertThat(answers()).as("the first is still to come").isEmpty();

        first.settle(null);
        assertThat(answers()).containsExactly("ack 1 of 10", "nack 2 malformed-body");
        assertThat(window.refused()).isEqualTo(2);
        receive(5);
        assertThat(window.next()).isNull();

        window.resume();
        receive(1);
        assertThat(window.refused()).isZero();
        window.read(read(7), null).settle(null);
        assertThat(answers()).containsExactly("ack 2 of 7");
    }

    @Test
    void refusesTheEarliestThatIsNotStoredAndForgetsThoseBehindIt() {
        receive(4);
        Window.Entry first = window.read(read(1), null);
        Window.Entry second = window.read(read(2), null);
        window.read(null, PROBLEM).settle(PROBLEM);

        second.settle(null);
        first.settle(OTHER);

        assertThat(answers()).containsExactly("nack 1 not-confirmed");
        assertThat(window.count()).isZero();
        assertThat(window.bytes()).isZero();
        window.resume();
        receive(1);
        assertThat(window.next()).isNotNull().extracting(Message::number).isEqualTo(1L);
    }

    @Test
    void keepsTheProblemOfAMessageOfWhichOnlyAPartWasRead() {
        receive(1);
        Window.Entry entry = window.read(read(5), PROBLEM);
        assertThat(answers()).as("its part is not stored").isEmpty();

        entry.settle(null);

        assertThat(answers()).containsExactly("nack 1 malformed-body");
    }

    @Test
    void countsWhatIsNotAnswered() {
        receive(2);
        assertThat(window.count()).isEqualTo(2);
        assertThat(window.bytes()).isEqualTo(8);
        Window.Entry entry = window.read(read(1), null);
        assertThat(window.bytes()).isEqualTo(8);

        entry.settle(null);
        answers();

        assertThat(window.count()).isEqualTo(1);
        assertThat(window.bytes()).isEqualTo(4);
        window.dropWaiting();
        assertThat(window.bytes()).isZero();
    }

    private void receive(int messages) {
        for (int i = 0; i < messages; i++) {
            window.receive(PostType.Format.JSON, new byte[4], null);
        }
    }

    private static PostOutcome.Read read(long accepted) {
        return new PostOutcome.Read(accepted, 0, List.of(), null, -1, new CompletableFuture<>());
    }

    private List<String> answers() {
        List<String> answers = new ArrayList<>();
        for (Optional<Answer> due = window.poll(); due.isPresent(); due = window.poll()) {
            if (due.get() instanceof Answer.Ack ack) {
                answers.add("ack " + ack.ack() + " of " + ack.accepted());
            } else if (due.get() instanceof Answer.Nack nack) {
                answers.add("nack " + nack.nack() + " " + nack.problem().name());
            }
        }
        return answers;
    }
}
