package io.tapeline.infra.asl;

import java.util.List;
import java.util.Map;

/**
 * How a run has ended.
 *
 * @param output of one that succeeded
 * @param error of one that did not; so cause
 * @param path the states that it went through
 */
public record Ending(Status status, Map<String, Object> output, String error, String cause, List<String> path) {
    /** The ends that there are. */
    public enum Status {
        SUCCEEDED,
        FAILED,
        TIMED_OUT
    }

    public Ending {
        output = Map.copyOf(output);
        path = List.copyOf(path);
    }

    static Ending failed(String error, String cause, List<String> path) {
        return new Ending(Status.FAILED, Map.of(), error, cause, path);
    }
}
