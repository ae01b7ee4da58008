package io.tapeline.stream.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kinesis.source.proxy.StreamProxy;
import org.apache.flink.connector.kinesis.source.split.StartingPosition;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Shard;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PacedStreamProxyTest {
    private static final Duration POLL = Duration.ofMillis(200);

    private final ScriptedProxy kinesis = new ScriptedProxy();
    private final PacedStreamProxy paced = new PacedStreamProxy(kinesis, POLL, kinesis.clock);

    @Test
    void asksAgainAtOnceWhileThereIsMoreToRead() {
        kinesis.answers(List.of(behind(1_000), behind(500), atTip(1)));

        read(3);

        assertThat(kinesis.askedAtMillis).containsExactly(0L, 0L, 0L);
    }

    @Test
    void restsForThePollIntervalAtTheTip() {
        kinesis.answers(List.of(atTip(1), atTip(0), atTip(0)));

        read(3);

        assertThat(kinesis.askedAtMillis).containsExactly(0L, 200L, 400L);
    }

    @Test
    void answersWithNothingAndRestsLongerEachTimeItIsThrottled() {
        kinesis.answers(List.of(
                throttled(), throttled(), throttled(), throttled(), throttled(), behind(1), throttled(), atTip(1)));

        List<GetRecordsResponse> responses = read(8);

        assertThat(kinesis.askedAtMillis).containsExactly(0L, 250L, 750L, 1_750L, 3_750L, 5_750L, 5_750L, 6_000L);
        assertThat(responses.get(0).records()).isEmpty();
        assertThat(responses.get(0).nextShardIterator()).isNotNull();
        assertThat(responses.get(7).records()).hasSize(1);
    }

    @Test
    void tellsTheEndOfAShardInAnAnswerOfItsOwn() {
        kinesis.answers(List.of(Optional.of(GetRecordsResponse.builder()
                .records(Record.builder().build())
                .millisBehindLatest(0L)
                .build())));

        List<GetRecordsResponse> responses = read(2);

        assertThat(responses.get(0).records()).hasSize(1);
        assertThat(responses.get(0).nextShardIterator()).isNotNull();
        assertThat(responses.get(1).records()).isEmpty();
        assertThat(responses.get(1).nextShardIterator()).isNull();
        assertThat(kinesis.askedAtMillis).hasSize(1);
    }

    @Test
    void keepsThePaceOfEachShardByItself() {
        kinesis.answers(List.of(atTip(0), atTip(0), atTip(0)));

        paced.getRecords("arn", "shard-a", StartingPosition.fromStart());
        paced.getRecords("arn", "shard-b", StartingPosition.fromStart());
        paced.getRecords("arn", "shard-a", StartingPosition.fromStart());

        assertThat(kinesis.askedAtMillis).containsExactly(0L, 0L, 200L);
    }

    private List<GetRecordsResponse> read(int times) {
        List<GetRecordsResponse> responses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            responses.add(paced.getRecords("arn", "shard", StartingPosition.fromStart()));
        }
        return responses;
    }

    private static Optional<GetRecordsResponse> behind(long millis) {
        return response(1, millis);
    }

    private static Optional<GetRecordsResponse> atTip(int records) {
        return response(records, 0);
    }

    private static Optional<GetRecordsResponse> throttled() {
        return Optional.empty();
    }

    private static Optional<GetRecordsResponse> response(int records, long behindMillis) {
        return Optional.of(GetRecordsResponse.builder()
                .records(Collections.nCopies(records, Record.builder().build()))
                .millisBehindLatest(behindMillis)
                .nextShardIterator("next")
                .build());
    }

    /** Answers from a script, where nothing stands for a throttled call, and notes when it is asked; time passes only by waiting. */
    private static final class ScriptedProxy implements StreamProxy {
        private final Deque<Optional<GetRecordsResponse>> script = new ArrayDeque<>();
        private final List<Long> askedAtMillis = new ArrayList<>();
        private long now;

        private final NanoClock clock = new NanoClock() {
            @Override
            public long nanos() {
                return now;
            }

            @Override
            public void awaitNanos(long nanos) {
                now += Math.max(0, nanos);
            }
        };

        private void answers(List<Optional<GetRecordsResponse>> answers) {
            script.addAll(answers);
        }

        @Override
        public List<Shard> listShards(String streamArn, @Nullable String lastSeenShardId) {
            return List.of();
        }

        @Override
        public GetRecordsResponse getRecords(String streamArn, String shardId, StartingPosition position) {
            askedAtMillis.add(now / 1_000_000);
            return script.remove()
                    .orElseThrow(() -> ProvisionedThroughputExceededException.builder()
                            .message("slow down")
                            .build());
        }

        @Override
        public void close() {}
    }
}
