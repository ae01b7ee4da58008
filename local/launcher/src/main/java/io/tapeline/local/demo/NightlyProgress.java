package io.tapeline.local.demo;

import io.tapeline.local.launcher.console.Console;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows the nightly batch in short: the step that has just ended on a terminal, and one line for each date that is
 * through. Steps that failed are shown in full. For one thread.
 */
final class NightlyProgress implements Consumer<String> {
    /** A date, a step, what became of it, and perhaps more. */
    private static final Pattern STEP =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\s+(\\S+)\\s+(succeeded|skipped|failed)\\b.*");

    private final Console console;
    private final int dates;
    private String date = "";
    private int steps;
    private int through;

    NightlyProgress(Console console, int dates) {
        this.console = console;
        this.dates = dates;
    }

    @Override
    public void accept(String line) {
        Matcher step = STEP.matcher(line);
        if (!step.matches()) {
            return;
        }
        if (!step.group(1).equals(date)) {
            endOfDate();
            date = step.group(1);
            steps = 0;
        }
        steps++;
        if (step.group(3).equals("failed")) {
            console.println("  " + console.red("✗") + " " + line);
        }
        console.region(List.of("  " + line));
    }

    /** To be called when the batch has ended. */
    void end() {
        endOfDate();
        console.region(List.of());
    }

    private void endOfDate() {
        if (!date.isEmpty()) {
            through++;
            console.println("  " + date + "  " + steps + " steps  " + console.dim(through + " of " + dates));
        }
    }
}
