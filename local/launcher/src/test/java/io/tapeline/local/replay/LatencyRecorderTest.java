package io.tapeline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LatencyRecorderTest {
    @Test
    void tellsPercentilesThatASortedListHasToo() {
        LatencyRecorder recorder = new LatencyRecorder();
        List<Duration> all = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Duration took = Duration.ofNanos((long) (1e6 * Math.exp(2 * random.nextGaussian())));
            all.add(took);
            recorder.record(took);
        }
        Collections.sort(all);

        Latency summary = recorder.summary();

        assertThat(summary.count()).isEqualTo(10_000);
        assertNear(summary.p50(), all.get(4_999));
        assertNear(summary.p95(), all.get(9_499));
        assertNear(summary.p99(), all.get(9_899));
        assertNear(summary.max(), all.get(9_999));
    }

    private static void assertNear(Duration actual, Duration expected) {
        assertThat(actual).isCloseTo(expected, Duration.ofNanos(1_000 + expected.toNanos() / 500));
    }

    @Test
    void hasNothingToTellOfNothingAndBearsAnyTime() {
        LatencyRecorder recorder = new LatencyRecorder();
        assertThat(recorder.summary()).isEqualTo(Latency.NONE);

        recorder.record(Duration.ofDays(300));
        recorder.record(Duration.ofNanos(-5));

        assertThat(recorder.summary().max()).isBetween(Duration.ofDays(1), Duration.ofHours(25));
        assertThat(recorder.summary().p50()).isZero();
    }
}
