package io.tapeline.benchmarks.stream;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink that throws away, and takes the time: from the end of the warm-up, which the source tells, to the end of the
 * input here. One job at a time in a JVM.
 *
 * @param <T> what is thrown away
 */
final class Stopwatch<T> implements Sink<T> {
    private static final long serialVersionUID = 1;
    private static final AtomicLong START = new AtomicLong();
    private static final AtomicLong END = new AtomicLong();
    private static final AtomicLong ELEMENTS = new AtomicLong();
    private static final AtomicLong CPU = new AtomicLong();

    static void reset() {
        START.set(0);
        END.set(0);
        ELEMENTS.set(0);
        CPU.set(0);
    }

    /** The warm-up is over. */
    static void start() {
        START.set(System.nanoTime());
    }

    static double seconds() {
        if (START.get() == 0 || END.get() == 0) {
            throw new IllegalStateException("the job did not come to its end");
        }
        return (END.get() - START.get()) / 1e9;
    }

    /** Processor time of the sink's thread over the timed part: what the thread took, however busy the machine. */
    static double cpuSeconds() {
        return CPU.get() / 1e9;
    }

    /** What has arrived, warm-up included. */
    static long elements() {
        return ELEMENTS.get();
    }

    @Override
    @Deprecated
    public SinkWriter<T> createWriter(InitContext context) {
        return new Writer<>();
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>();
    }

    private static final class Writer<T> implements SinkWriter<T> {
        private long count;
        private long cpuAtStart = -1;

        @Override
        public void write(T element, Context context) {
            count++;
            if (cpuAtStart < 0 && START.get() != 0) {
                cpuAtStart = cpu();
            }
        }

        private static long cpu() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                END.set(System.nanoTime());
                ELEMENTS.addAndGet(count);
                CPU.set(cpu() - cpuAtStart);
            }
        }

        @Override
        public void close() {}
    }
}
