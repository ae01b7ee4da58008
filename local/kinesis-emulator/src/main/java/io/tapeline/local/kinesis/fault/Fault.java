package io.tapeline.local.kinesis.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * One line of a script: what goes wrong with some calls of an operation.
 *
 * @param operation such as {@code PutRecords}, or {@value #ANY}
 * @param effect what happens to the call
 * @param skip how many matching calls pass unharmed first
 * @param times how many calls it then strikes
 */
public record Fault(String operation, FaultEffect effect, int skip, int times) {
    /** Stands for every operation. */
    public static final String ANY = "*";

    public Fault {
        requireNonNull(operation, "operation is null");
        requireNonNull(effect, "effect is null");
        if (skip < 0 || times < 1) {
            throw new IllegalArgumentException("fault with skip " + skip + " and times " + times);
        }
    }

    /** The next {@code times} calls fail with ProvisionedThroughputExceededException. */
    public static Fault throttle(String operation, int times) {
        return new Fault(operation, new FaultEffect.Throttle(), 0, times);
    }

    /** The next {@code times} calls fail with this status, 500 to 599. */
    public static Fault serverError(String operation, int status, int times) {
        return new Fault(operation, new FaultEffect.ServerError(status), 0, times);
    }

    /** The next {@code times} calls are carried out so much later. */
    public static Fault latency(String operation, Duration delay, int times) {
        return new Fault(operation, new FaultEffect.Latency(delay), 0, times);
    }

    /** The next {@code times} calls end in a closed connection and are not carried out. */
    public static Fault dropRequest(String operation, int times) {
        return new Fault(operation, new FaultEffect.DropRequest(), 0, times);
    }

    /** The next {@code times} calls are carried out, but the connection closes before the answer. */
    public static Fault dropResponse(String operation, int times) {
        return new Fault(operation, new FaultEffect.DropResponse(), 0, times);
    }

    /** In the next {@code times} PutRecords, every {@code every}-th record is refused, the first one included. */
    public static Fault refuseRecords(int every, int times) {
        return new Fault("PutRecords", new FaultEffect.RefuseRecords(every), 0, times);
    }

    /** The next {@code times} GetRecords find their iterator expired. */
    public static Fault expireIterator(int times) {
        return new Fault("GetRecords", new FaultEffect.ExpireIterator(), 0, times);
    }

    /** The same after so many more calls. */
    public Fault after(int calls) {
        return new Fault(operation, effect, Math.addExact(skip, calls), times);
    }

    boolean matches(String called) {
        return operation.equals(ANY) || operation.equals(called);
    }
}
