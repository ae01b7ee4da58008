package io.tapeline.stream.config;

import java.util.List;

/** The settings do not make a job. The message lists every problem, a line each. */
public final class ConfigException extends RuntimeException {
    private final transient List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
