package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.Endpoints;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.launcher.stack.StackStatus;
import io.tapeline.local.launcher.stack.StackStatus.Phase;
import io.tapeline.local.launcher.stack.StateDirectory;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts {@code up} once more, in the background, and shows how it comes up until it is ready or has failed. */
final class DetachedStart {
    private static final int POLL_MILLIS = 100;
    /** In a session of its own where the system has the program for it; deaf to Ctrl-C and hang-up in any case. */
    private static final String DETACH =
            "trap '' INT HUP; if command -v setsid >/dev/null; then exec setsid \"$@\";" + " else exec \"$@\"; fi";

    private final Console console;
    private final StateDirectory state;
    private final List<Service> without;

    DetachedStart(Console console, StateDirectory state, List<Service> without) {
        this.console = console;
        this.state = state;
        this.without = List.copyOf(without);
    }

    /** @throws LauncherException if it does not come up */
    Endpoints run() throws IOException, InterruptedException {
        Path log = state.log("launcher");
        Files.createDirectories(log.getParent());
        Process process = new ProcessBuilder(command())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        StartDisplay display = new StartDisplay(console, Clock.systemUTC());
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            Optional<RunningStack> running = RunningStack.find(state);
            Optional<StackStatus> status = running.flatMap(RunningStack::status)
                    .filter(each ->
                            each.launcherPid() == running.get().launcher().pid());
            status.ifPresent(display::show);
            if (status.map(StackStatus::phase).equals(Optional.of(Phase.READY))) {
                console.keepRegion();
                return running.orElseThrow().endpoints();
            }
        }
        console.keepRegion();
        throw new LauncherException(
                LauncherException.Code.SERVICE_FAILED, "it did not come up; see " + log + "\n" + lastLines(log));
    }

    /** This very program, with the arguments of a start in the foreground. */
    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DETACH, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-Dtapeline.terminal=")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Tapeline.class.getName()));
        command.addAll(List.of("up", "--dir", state.path().toString()));
        without.forEach(service -> command.addAll(List.of("--without", service.id())));
        return command;
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }
}
