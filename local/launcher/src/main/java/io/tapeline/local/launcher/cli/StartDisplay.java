package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.Texts;
import io.tapeline.local.launcher.stack.ServiceView;
import io.tapeline.local.launcher.stack.ServiceView.State;
import io.tapeline.local.launcher.stack.StackStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows how services come up, one line a service: on a terminal all lines at once, redrawn; elsewhere a line when a
 * service changes for better or worse. For one thread at a time.
 */
final class StartDisplay {
    private static final int NAME_WIDTH = 18;

    private final Console console;
    private final Clock clock;
    private final Map<String, State> shown = new HashMap<>();
    private boolean notesShown;

    StartDisplay(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    synchronized void show(StackStatus status) {
        if (!notesShown) {
            notesShown = true;
            status.notes().forEach(note -> console.println("  " + console.yellow("!") + " " + note));
        }
        if (console.terminal()) {
            List<String> lines = new ArrayList<>();
            status.services().forEach(view -> lines.add(line(view)));
            console.region(lines);
            return;
        }
        for (ServiceView view : status.services()) {
            State before = shown.put(view.name(), view.state());
            boolean worthALine = view.state() != State.WAITING && view.state() != State.STARTING;
            if (before != view.state() && worthALine) {
                console.println(line(view));
            }
        }
    }

    private String line(ServiceView view) {
        String name = String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", view.name());
        return "  " + mark(view.state()) + " " + name + what(view);
    }

    private String mark(State state) {
        return switch (state) {
            case WAITING -> console.dim("·");
            case STARTING -> console.yellow("…");
            case READY -> console.green("✓");
            case RESTARTING -> console.yellow("↻");
            case FAILED -> console.red("✗");
            case STOPPED -> console.dim("■");
        };
    }

    private String what(ServiceView view) {
        return switch (view.state()) {
            case WAITING -> console.dim("waiting");
            case STARTING -> "starting, " + Texts.duration(since(view));
            case READY ->
                String.format(
                        Locale.ROOT,
                        "%-16s %s",
                        "ready in " + Texts.duration(Duration.ofMillis(view.readyAfterMillis())),
                        console.dim(view.url()));
            case RESTARTING -> "restarting, for the " + ordinal(view.restarts()) + " time: " + view.note();
            case FAILED -> console.red("failed") + ": " + view.note();
            case STOPPED -> console.dim("stopped");
        };
    }

    private Duration since(ServiceView view) {
        return Duration.ofMillis(Math.max(0, clock.millis() - view.startedAt()));
    }

    private static String ordinal(int n) {
        return switch (n) {
            case 1 -> "1st";
            case 2 -> "2nd";
            case 3 -> "3rd";
            default -> n + "th";
        };
    }
}
