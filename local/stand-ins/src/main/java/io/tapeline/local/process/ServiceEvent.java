package io.tapeline.local.process;

import java.time.Duration;

/** What happened to a service, in the order in which it happened to it. */
public sealed interface ServiceEvent {
    /** The name of the service. */
    String service();

    /** The process was started; it is not yet known to be well. */
    record Started(String service, long pid) implements ServiceEvent {}

    /** The service is ready for work, {@code took} after its process was started. */
    record Ready(String service, long pid, Duration took) implements ServiceEvent {}

    /** The process ended, or never became well, and nobody had asked it to stop. */
    record Died(String service, String reason) implements ServiceEvent {}

    /** It will be started again after {@code delay}, as restart number {@code attempt} in a row. */
    record Restarting(String service, int attempt, Duration delay) implements ServiceEvent {}

    /** It will not be started again: it died once more after {@code attempts} restarts in a row. */
    record GaveUp(String service, int attempts, String reason) implements ServiceEvent {}

    /** It was stopped, as asked. */
    record Stopped(String service) implements ServiceEvent {}
}
