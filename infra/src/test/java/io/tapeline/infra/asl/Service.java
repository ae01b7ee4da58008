package io.tapeline.infra.asl;

import java.util.Map;

/** What a task calls. */
@FunctionalInterface
public interface Service {
    /**
     * Does it, and moves the clock by what it takes.
     *
     * @return what it answers, as JSON
     * @throws TaskException as the real one fails
     */
    Map<String, Object> call(Map<String, Object> arguments) throws TaskException;
}
