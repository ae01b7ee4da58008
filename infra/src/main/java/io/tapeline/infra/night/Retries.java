package io.tapeline.infra.night;

import java.util.List;
import java.util.Map;

/** When a state tries again. */
final class Retries {
    private Retries() {}

    /** A short call: what passes by itself does so within a minute or two. */
    static List<Map<String, Object>> ofCall() {
        return List.of(Map.of(
                "ErrorEquals",
                List.of("States.ALL"),
                "IntervalSeconds",
                2,
                "BackoffRate",
                2,
                "MaxAttempts",
                5,
                "MaxDelaySeconds",
                30,
                "JitterStrategy",
                "FULL"));
    }

    /** A short call whose refusal is an answer. */
    static List<Map<String, Object>> ofCall(String refusal) {
        return List.of(Map.of("ErrorEquals", List.of(refusal), "MaxAttempts", 0), ofCall().get(0));
    }

    /** The job: a call that came too early soon again, an attempt that failed or took too long after a while. */
    static List<Map<String, Object>> ofJob(List<String> busyErrors, NightConfig night) {
        return List.of(
                Map.of(
                        "ErrorEquals",
                        busyErrors,
                        "IntervalSeconds",
                        5,
                        "BackoffRate",
                        2,
                        "MaxAttempts",
                        6,
                        "MaxDelaySeconds",
                        60,
                        "JitterStrategy",
                        "FULL"),
                // One run, so there is nothing to spread; TaskFailed is all but a timeout.
                Map.of(
                        "ErrorEquals",
                        List.of("States.TaskFailed", "States.Timeout"),
                        "IntervalSeconds",
                        night.retryDelaySeconds(),
                        "BackoffRate",
                        2,
                        "MaxAttempts",
                        night.attempts() - 1,
                        "MaxDelaySeconds",
                        NightConfig.LONGEST_WAIT_SECONDS,
                        "JitterStrategy",
                        "NONE"));
    }
}
