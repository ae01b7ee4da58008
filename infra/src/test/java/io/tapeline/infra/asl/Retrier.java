package io.tapeline.infra.asl;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Counts the retries of one state, a count for each of its rules. */
final class Retrier {
    private static final Set<String> KNOWN =
            Set.of("ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxAttempts", "MaxDelaySeconds", "JitterStrategy");

    private final List<Map<String, Object>> rules;
    private final DoubleSupplier jitter;
    private final Map<Map<String, Object>, Integer> used = new LinkedHashMap<>();

    Retrier(List<Object> rules, DoubleSupplier jitter) {
        this.rules = rules.stream().map(Json::object).toList();
        this.jitter = jitter;
        for (Map<String, Object> rule : this.rules) {
            if (!KNOWN.containsAll(rule.keySet())) {
                throw new IllegalArgumentException("unknown in a retrier: " + rule.keySet());
            }
        }
    }

    /** How long to wait before the next attempt; empty: there is none. */
    Optional<Duration> next(String error) {
        for (Map<String, Object> rule : rules) {
            if (matches(Json.list(Json.field(rule, "ErrorEquals")), error)) {
                int before = used.merge(rule, 1, Integer::sum) - 1;
                return before < number(rule, "MaxAttempts", 3) ? Optional.of(wait(rule, before)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Duration wait(Map<String, Object> rule, int before) {
        double seconds = number(rule, "IntervalSeconds", 1) * Math.pow(number(rule, "BackoffRate", 2), before);
        double bounded = Math.min(seconds, number(rule, "MaxDelaySeconds", Integer.MAX_VALUE));
        boolean full = "FULL".equals(rule.getOrDefault("JitterStrategy", "NONE"));
        return Duration.ofMillis((long) (1_000 * bounded * (full ? jitter.getAsDouble() : 1)));
    }

    private static double number(Map<String, Object> rule, String name, int otherwise) {
        return ((Number) rule.getOrDefault(name, otherwise)).doubleValue();
    }

    /** {@code States.TaskFailed} is every error but a timeout, {@code States.ALL} every one. */
    static boolean matches(List<Object> names, String error) {
        return names.contains("States.ALL")
                || names.contains(error)
                || (names.contains("States.TaskFailed") && !error.equals("States.Timeout"));
    }
}
