package io.tapeline.settings;

import java.util.List;

/** The settings do not make a job. The message lists every problem, a line each. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** For what is wrong beside the settings themselves, such as a file of them that is not there. */
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
