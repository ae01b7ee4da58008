package io.tapeline.local.launcher.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command that goes on with what a command has begun, to be pasted into a shell. */
final class ResumeHint {
    private static final String RESUME = "--resume";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ResumeHint() {}

    /** @param arguments of the command that was begun */
    static String of(List<String> arguments) {
        String line = arguments.stream().map(ResumeHint::quoted).collect(Collectors.joining(" ", "./tapeline ", ""));
        return arguments.contains(RESUME) ? line : line + " " + RESUME;
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
