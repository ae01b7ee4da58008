package io.tapeline.local.kinesis.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each operation was answered, by outcome: {@code ok}, or the error's code. Thread-safe; bounded by a number of names. */
final class CallCounts {
    private static final String OK = "ok";
    private static final int MAX_OPERATIONS = 64;

    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    void ok(String operation) {
        count(operation, OK);
    }

    void count(String operation, String outcome) {
        // What nobody has heard of is counted as one, or a client could fill the heap with names.
        boolean room = counts.size() < MAX_OPERATIONS || counts.containsKey(operation);
        counts.computeIfAbsent(room ? operation : "other", name -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome, name -> new LongAdder())
                .increment();
    }

    Map<String, Map<String, Long>> snapshot() {
        Map<String, Map<String, Long>> copy = new TreeMap<>();
        counts.forEach((operation, outcomes) -> {
            Map<String, Long> sums = new TreeMap<>();
            outcomes.forEach((outcome, sum) -> sums.put(outcome, sum.sum()));
            copy.put(operation, sums);
        });
        return copy;
    }
}
