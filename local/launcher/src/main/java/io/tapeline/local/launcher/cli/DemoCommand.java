package io.tapeline.local.launcher.cli;

import io.tapeline.local.demo.Demo;
import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.launcher.stack.StateDirectory;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Replays 100,000 real BTC/USD trades through the whole pipeline.",
            "",
            "Starts every service with a state of its own, posts the trades of a week of 2013 through the HTTP API,"
                    + " waits until their bars are final, runs the nightly batch for each of the dates, checks every"
                    + " number against a count of its own, and prints one page. Then it stays up until Ctrl-C."
        })
final class DemoCommand implements Callable<Integer> {
    private final TapelineCommand root;

    @Option(names = "--exit", description = "End when the page is printed, with exit code 1 if any number is wrong.")
    private boolean exit;

    @Option(
            names = "--keep",
            description = "Go on with the state of the last demo instead of starting afresh; its trades are not sent"
                    + " again.")
    private boolean keep;

    DemoCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        StateDirectory state = root.state().demo();
        Optional<RunningStack> running = RunningStack.find(state);
        if (running.isPresent()) {
            throw new LauncherException(
                    LauncherException.Code.ALREADY_RUNNING,
                    "a demo runs already, as pid " + running.get().launcher().pid()
                            + "; query it, or stop it with ./tapeline down");
        }
        Console console = root.console();
        if (!keep) {
            RunningStack.clearLeftovers(state);
            state.delete();
        }
        console.println(console.bold("Tapeline demo") + console.dim("   state in " + state.path()));
        try (StackSession session = StackSession.start(console, state, EnumSet.allOf(Service.class))) {
            boolean right = new Demo(console, session.stack(), new ReplayDisplay(console))
                    .run(exit ? Optional.empty() : Optional.of(options(state)));
            if (!exit) {
                session.awaitForever();
            }
            return right ? 0 : 1;
        }
    }

    /** Commands find the demo by themselves, unless it is elsewhere or another stack comes first. */
    private String options(StateDirectory state) {
        boolean found = root.isUsualState() && RunningStack.find(root.state()).isEmpty();
        return found ? "" : "--dir " + state.path();
    }
}
