package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.NightlyRun;
import io.tapeline.local.launcher.stack.RunningStack;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "nightly",
        description = {
            "Runs the nightly batch for one or more trading dates.",
            "",
            "Rebuilds each date's bars from its trades and compares them with the streamed ones, makes the daily bars,"
                    + " compacts, and loads the warehouse. Steps that have been done already are skipped."
        },
        footer = {"", "For instance:", "  tapeline nightly --date 2013-11-25"})
final class NightlyCommand implements Callable<Integer> {
    private final TapelineCommand root;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Dates dates = new Dates();

    @Option(names = "--force", description = "Do every step again, also those that have been done.")
    private boolean force;

    @Option(names = "--fail-on-difference", description = "Exit with 1 when a streamed bar was wrong or missing.")
    private boolean failOnDifference;

    @Parameters(
            arity = "0..*",
            paramLabel = "ARG",
            description = "Further arguments for the batch program, after --; for instance -- --help.")
    private List<String> further = new ArrayList<>();

    /** Either some dates or a range of them. */
    static final class Dates {
        @Option(
                names = "--date",
                paramLabel = "DATE",
                split = ",",
                required = true,
                description = "One or more dates, such as 2013-11-25 or 2013-11-25,2013-11-26.")
        private List<LocalDate> each = new ArrayList<>();

        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable Range range;
    }

    /** Dates from one to another, both included. */
    static final class Range {
        @Option(names = "--from", paramLabel = "DATE", required = true, description = "The first of a range of dates.")
        private LocalDate from = LocalDate.EPOCH;

        @Option(names = "--to", paramLabel = "DATE", required = true, description = "The last of them.")
        private LocalDate to = LocalDate.EPOCH;
    }

    NightlyCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunningStack running = root.running();
        Console console = root.console();
        int exit = running.nightly().run(arguments(), console::println);
        if (exit != 0) {
            console.error(console.red("tapeline: ") + "the nightly batch ended with " + exit + "; see "
                    + running.state().log(NightlyRun.NAME));
        }
        return exit;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        Range range = dates.range;
        if (range != null) {
            arguments.add("--from=" + range.from);
            arguments.add("--to=" + range.to);
        } else {
            arguments.add("--date=" + dates.each.stream().map(LocalDate::toString).collect(Collectors.joining(",")));
        }
        if (force) {
            arguments.add("--force");
        }
        if (failOnDifference) {
            arguments.add("--fail-on-difference");
        }
        arguments.addAll(further);
        return arguments;
    }
}
