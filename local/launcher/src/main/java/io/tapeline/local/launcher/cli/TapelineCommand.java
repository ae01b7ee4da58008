package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.StateDirectory;
import io.tapeline.local.standins.TapelineHome;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands share: the console, and the state directory that {@code --dir} names. */
@Command(
        name = "tapeline",
        description = "Runs the whole market-data pipeline on this machine.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = false,
        footer = {
            "",
            "Start with @|bold ./tapeline demo|@: it replays 100,000 real trades, and shows what became of them.",
            "All of it on AWS: @|bold ./tapeline infra --help|@."
        })
final class TapelineCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where state, logs and pid files stand (default: .tapeline in the checkout).")
    private @Nullable Path dir;

    @Spec
    private @Nullable CommandSpec spec;

    TapelineCommand(Console console) {
        this.console = console;
    }

    Console console() {
        return console;
    }

    /** Whether no other state directory was asked for than the usual one. */
    boolean isUsualState() {
        return dir == null;
    }

    /** The state directory that was asked for, or the usual one. */
    StateDirectory state() {
        Path chosen = dir;
        return new StateDirectory(chosen == null ? TapelineHome.path().resolve(".tapeline") : chosen);
    }

    /** The stack that runs there, or the demo's below it; says which, when it is the demo's. */
    RunningStack running() {
        return RunningStack.require(state());
    }

    @Override
    public Integer call() {
        CommandSpec self = spec;
        if (self != null) {
            throw new ParameterException(self.commandLine(), "a command is missing");
        }
        return 2;
    }
}
