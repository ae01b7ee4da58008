package io.tapeline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a listener hears of the calls, and how old the publisher says its batches are. */
class PublisherCallsTest {
    private static final String LOW = Harness.symbolIn(1);
    private static final String HIGH = Harness.symbolIn(200);

    private record Name(String name) implements PostMark {}

    private record Heard(int records, int events, int bytes, int retries, List<PostMark> marks) {
        static Heard of(PutCall call) {
            return new Heard(call.recordCount(), call.eventCount(), call.byteCount(), call.retryCount(), call.marks(2));
        }
    }

    private final Harness harness = new Harness(2);
    private final List<Heard> calls = new ArrayList<>();

    private void begin() {
        harness.turn();
        harness.counts.onSent = call -> calls.add(Heard.of(call));
    }

    private void post(PostMark mark, String... symbols) {
        for (String symbol : symbols) {
            harness.add(symbol, harness.clock.wallNanos());
        }
        Receipt receipt = new Receipt(mark);
        assertThat(harness.flush(harness.live, receipt)).isTrue();
        receipt.finish();
    }

    @Test
    void saysWhatACallCarriesAndForWhom() {
        begin();
        post(new Name("one"), LOW, HIGH, LOW);
        post(new Name("two"), HIGH);
        post(PostMark.NONE, LOW);

        harness.pass(Duration.ofMillis(20));

        int bytes = harness.stream.inOrder().stream()
                .mapToInt(record -> record.length)
                .sum();
        assertThat(calls).containsExactly(new Heard(2, 5, bytes, 0, List.of(new Name("one"), new Name("two"))));
    }

    @Test
    void namesNoMorePostsThanAskedFor() {
        begin();
        post(new Name("one"), LOW);
        post(new Name("two"), LOW);
        post(new Name("three"), HIGH);

        harness.pass(Duration.ofMillis(20));

        assertThat(calls)
                .singleElement()
                .satisfies(call -> assertThat(call.marks()).containsExactly(new Name("one"), new Name("two")));
    }

    @Test
    void countsTheRecordsThatArePutAgain() {
        begin();
        harness.stream.then(FakeRecordStream.throttleAt(1));
        post(new Name("one"), LOW);
        post(new Name("two"), HIGH);

        harness.pass(Duration.ofMillis(100));

        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).retries()).isZero();
        assertThat(calls.get(1).records()).isEqualTo(1);
        assertThat(calls.get(1).retries()).isEqualTo(1);
        assertThat(calls.get(1).marks()).containsExactly(new Name("two"));
    }

    @Test
    void endsACallThatTakesTooLong() {
        begin();
        harness.stream.then(FakeRecordStream.hang());
        post(new Name("one"), LOW);
        harness.pass(Duration.ofMillis(20));
        CompletionStage<List<PutOutcome>> answer = harness.counts.lastAnswer;
        assertThat(answer.toCompletableFuture()).isNotDone();

        harness.pass(PublisherSettings.DEFAULT.attemptTimeout());

        assertThat(answer.toCompletableFuture()).isCancelled();
    }

    @Test
    void saysHowOldTheOldestBatchIs() {
        assertThat(harness.publisher.hasLayout()).isFalse();
        begin();
        assertThat(harness.publisher.hasLayout()).isTrue();
        assertThat(oldestAge()).isZero();
        CompletableFuture<Void> signal = new CompletableFuture<>();
        harness.stream.otherwise(FakeRecordStream.storeAndWaitFor(signal));

        post(PostMark.NONE, LOW);
        harness.pass(Duration.ofMillis(5));
        assertThat(oldestAge()).as("open").isEqualTo(Duration.ofMillis(5));
        harness.pass(Duration.ofSeconds(3));
        post(PostMark.NONE, LOW);
        harness.pass(Duration.ofMillis(500));
        assertThat(oldestAge()).as("on its way").isEqualTo(Duration.ofMillis(3_505));

        signal.complete(null);
        harness.turn();
        assertThat(oldestAge()).as("acknowledged").isLessThan(Duration.ofMillis(600));
    }

    private Duration oldestAge() {
        CompletableFuture<Duration> age = harness.publisher.oldestAge().toCompletableFuture();
        harness.turn();
        return age.join();
    }
}
