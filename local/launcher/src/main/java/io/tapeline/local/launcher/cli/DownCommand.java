package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.StateDirectory;
import io.tapeline.local.process.ProcessRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "down",
        description = {
            "Stops every service; state stays.",
            "",
            "Stops what was started by @|bold tapeline up|@ or @|bold tapeline demo|@, and what a run that was killed"
                    + " has left behind."
        })
final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TapelineCommand root;

    DownCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean any = false;
        for (StateDirectory state : List.of(root.state(), root.state().demo())) {
            any |= stop(state);
        }
        if (!any) {
            root.console().println("nothing runs in " + root.state().path());
        }
        return 0;
    }

    private boolean stop(StateDirectory state) throws InterruptedException {
        Console console = root.console();
        Optional<RunningStack> running = RunningStack.find(state);
        if (running.isPresent()) {
            long pid = running.get().launcher().pid();
            console.println("stopping " + state.path() + " (pid " + pid + ") …");
            if (!running.get().stop(PATIENCE)) {
                throw new LauncherException(
                        LauncherException.Code.SERVICE_FAILED,
                        "pid " + pid + " has not stopped within " + PATIENCE.toSeconds() + " s");
            }
        }
        List<ProcessRecord> left = RunningStack.clearLeftovers(state);
        left.forEach(each ->
                console.println("stopped " + each.name() + ", which an earlier run had left (pid " + each.pid() + ")"));
        if (running.isPresent()) {
            console.println("stopped; state stays in " + state.path());
        }
        return running.isPresent() || !left.isEmpty();
    }
}
