package io.tapeline.stream.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;

/** Fails at the first element after it is armed, once; the job then starts again from its last checkpoint. */
final class FailOnce<T> implements MapFunction<T, T> {
    static final AtomicBoolean ARMED = new AtomicBoolean();
    static final AtomicInteger FAILURES = new AtomicInteger();

    private static final long serialVersionUID = 1;

    @Override
    public T map(T value) {
        if (ARMED.compareAndSet(true, false)) {
            FAILURES.incrementAndGet();
            throw new IllegalStateException("a failure on purpose");
        }
        return value;
    }
}
