package io.tapeline.ingest.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.feed.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostMemoryTest {
    private final ManualClock clock = new ManualClock();
    private final PostMemory memory = new PostMemory(new IdempotencySettings(3, 2000, Duration.ofMinutes(1)), clock);

    private static PostKey key(String key) {
        return new PostKey("feed-1", "/v1/trades", key);
    }

    private static StoredAnswer answer(int bytes) {
        return new StoredAnswer(new byte[] {1, 2}, 10, 200, "application/json", new byte[bytes]);
    }

    private Turn.Attempt first(String key) {
        Turn turn = memory.begin(key(key));
        assertThat(turn).isInstanceOf(Turn.First.class);
        return ((Turn.First) turn).attempt();
    }

    private void answered(String key) {
        first(key).answered(answer(10));
    }

    @Test
    void letsOneRunAndThenAnswersTheOthersWithItsAnswer() {
        Turn.Attempt attempt = first("a");
        assertThat(memory.begin(key("a"))).isInstanceOf(Turn.UnderWay.class);
        StoredAnswer answer = answer(10);

        attempt.answered(answer);

        assertThat(memory.begin(key("a"))).isEqualTo(new Turn.Answered(answer));
    }

    @Test
    void letsTheNextRunWhenTheFirstCameToNothing() {
        first("a").forget();

        first("a");
    }

    @Test
    void tellsCallersAndTargetsApart() {
        answered("a");

        assertThat(memory.begin(new PostKey("feed-2", "/v1/trades", "a"))).isInstanceOf(Turn.First.class);
        assertThat(memory.begin(new PostKey("feed-1", "/v1/quotes", "a"))).isInstanceOf(Turn.First.class);
    }

    @Test
    void anAttemptEndsOnce() {
        Turn.Attempt attempt = first("a");
        attempt.answered(answer(10));

        attempt.forget();
        attempt.answered(answer(20));

        assertThat(memory.begin(key("a"))).isInstanceOf(Turn.Answered.class);
        assertThat(memory.bytes()).isEqualTo(answer(10).weight());
    }

    @Test
    void anAttemptThatEndedDoesNotEndTheNext() {
        Turn.Attempt old = first("a");
        old.forget();
        first("a");

        old.answered(answer(10));

        assertThat(memory.begin(key("a"))).isInstanceOf(Turn.UnderWay.class);
    }

    @Test
    void forgetsWithTime() {
        answered("a");
        clock.advance(Duration.ofSeconds(30));
        answered("b");

        clock.advance(Duration.ofSeconds(30));

        assertThat(memory.begin(key("b"))).isInstanceOf(Turn.Answered.class);
        first("a");
    }

    @Test
    void forgetsTheFirstAnsweredWhenThereAreTooMany() {
        Turn.Attempt slow = first("slow");
        answered("a");
        answered("b");
        slow.answered(answer(10));

        answered("c");

        assertThat(memory.size()).isEqualTo(3);
        assertThat(memory.begin(key("b"))).isInstanceOf(Turn.Answered.class);
        assertThat(memory.begin(key("slow"))).isInstanceOf(Turn.Answered.class);
        assertThat(memory.begin(key("a"))).isInstanceOf(Turn.First.class);
    }

    @Test
    void forgetsTheFirstAnsweredWhenTheyAreTooLong() {
        first("a").answered(answer(900));
        first("b").answered(answer(900));

        assertThat(memory.bytes()).isLessThanOrEqualTo(2000);
        assertThat(memory.begin(key("b"))).isInstanceOf(Turn.Answered.class);
        first("a");
    }

    @Test
    void doesNotKeepAnAnswerThatIsTooLongByItself() {
        answered("a");
        first("b").answered(answer(5000));

        first("b");
        assertThat(memory.begin(key("a"))).isInstanceOf(Turn.Answered.class);
    }

    @Test
    void neverForgetsWhatIsUnderWay() {
        first("a");
        first("b");
        first("c");

        assertThat(memory.begin(key("d"))).isInstanceOf(Turn.NoRoom.class);
        clock.advance(Duration.ofHours(1));
        assertThat(memory.begin(key("a"))).isInstanceOf(Turn.UnderWay.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "8e03978e-40d5-43e8-bc93-6894a57f9324", "\"quoted\"", "a b", "~!"})
    void takesPrintableKeys(String key) {
        assertThat(PostKey.isKey(key)).isTrue();
        assertThat(PostKey.isKey(key.repeat(129))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\tb", "é", "a\u007f"})
    void takesNoOtherKeys(String key) {
        assertThat(PostKey.isKey(key)).isFalse();
    }
}
