package io.tapeline.infra.night;

import io.tapeline.infra.asl.Service;
import io.tapeline.infra.asl.TaskException;
import io.tapeline.infra.asl.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The nightly job: does what its script says for one start after another, then succeeds after ten minutes each. */
final class FakeJob implements Service {
    /** One start and what comes of it. */
    @FunctionalInterface
    interface Act {
        void play(VirtualClock clock) throws TaskException;
    }

    private static final Act SUCCEEDS = clock -> clock.advance(Duration.ofMinutes(10));

    private final VirtualClock clock;
    private final Deque<Act> script = new ArrayDeque<>();
    private final List<Map<String, Object>> calls = new ArrayList<>();
    private final List<Instant> starts = new ArrayList<>();

    FakeJob(VirtualClock clock) {
        this.clock = clock;
    }

    static Act succeeds() {
        return SUCCEEDS;
    }

    static Act failsWith(String error, String cause, Duration after) {
        return clock -> {
            clock.advance(after);
            throw new TaskException(error, cause);
        };
    }

    static Act takes(Duration time) {
        return clock -> clock.advance(time);
    }

    FakeJob then(Act act) {
        script.add(act);
        return this;
    }

    @Override
    public Map<String, Object> call(Map<String, Object> arguments) throws TaskException {
        calls.add(arguments);
        starts.add(clock.now());
        (script.isEmpty() ? SUCCEEDS : script.remove()).play(clock);
        return Map.of("Status", "COMPLETED");
    }

    List<Map<String, Object>> calls() {
        return calls;
    }

    List<Instant> starts() {
        return starts;
    }
}
