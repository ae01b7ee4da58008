package io.tapeline.local.kinesis.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The script of faults that is in force.
 *
 * <p>Faults that match a call form a queue: the oldest that is not used up decides, the later ones wait for their turn. Latencies form
 * a queue of their own, so that a call can be late and fail. Thread-safe; holds what was added until it is used up or cleared.
 */
public final class Faults {
    private final List<Pending> script = new ArrayList<>();
    private long fired;

    /** Appends to the script. */
    public synchronized void add(Fault... faults) {
        for (Fault fault : faults) {
            script.add(new Pending(fault));
        }
    }

    /** Ends the script. */
    public synchronized void clear() {
        script.clear();
    }

    /** How many calls were struck since the start. */
    public synchronized long fired() {
        return fired;
    }

    /** What of the script is still to come. */
    public synchronized List<Fault> pending() {
        return script.stream().map(Pending::rest).toList();
    }

    /** What is to happen to this call; every call must be asked about once. */
    public synchronized Verdict next(String operation) {
        if (script.isEmpty()) {
            return Verdict.NONE;
        }
        Optional<FaultEffect> latency = take(operation, FaultKind.LATENCY);
        Optional<FaultEffect> failure = take(operation, FaultKind.FAILURE);
        if (latency.isPresent() || failure.isPresent()) {
            fired++;
        }
        Duration delay = latency.filter(FaultEffect.Latency.class::isInstance)
                .map(effect -> ((FaultEffect.Latency) effect).delay())
                .orElse(Duration.ZERO);
        return new Verdict(delay, failure);
    }

    private Optional<FaultEffect> take(String operation, FaultKind kind) {
        Optional<Pending> first = script.stream()
                .filter(pending -> pending.fault.matches(operation) && FaultKind.of(pending.fault.effect()) == kind)
                .findFirst();
        if (first.isEmpty() || !first.get().use()) {
            return Optional.empty();
        }
        if (first.get().times == 0) {
            script.remove(first.get());
        }
        return Optional.of(first.get().fault.effect());
    }

    /**
     * What is to happen to a call.
     *
     * @param delay to wait first, zero for none
     * @param failure to happen then
     */
    public record Verdict(Duration delay, Optional<FaultEffect> failure) {
        static final Verdict NONE = new Verdict(Duration.ZERO, Optional.empty());
    }

    private enum FaultKind {
        LATENCY,
        FAILURE;

        static FaultKind of(FaultEffect effect) {
            return effect instanceof FaultEffect.Latency ? LATENCY : FAILURE;
        }
    }

    private static final class Pending {
        private final Fault fault;
        private int skip;
        private int times;

        Pending(Fault fault) {
            this.fault = fault;
            this.skip = fault.skip();
            this.times = fault.times();
        }

        boolean use() {
            if (skip > 0) {
                skip--;
                return false;
            }
            times--;
            return true;
        }

        Fault rest() {
            return new Fault(fault.operation(), fault.effect(), skip, times);
        }
    }
}
