package io.tapeline.local.launcher.cli;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.NightlyRun;
import io.tapeline.local.launcher.stack.RunningStack;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "nightly",
        customSynopsis = "tapeline nightly (--date DATE[,DATE...] | --from DATE --to DATE) [OPTION...]",
        description = {
            "Runs the nightly batch for one or more trading dates.",
            "",
            "Rebuilds each date's bars from its trades and compares them with the streamed ones, makes the daily bars,"
                    + " compacts, and loads the warehouse. Steps that have been done already are skipped."
        },
        footer = {"", "For instance:", "  tapeline nightly --date 2013-11-25"})
final class NightlyCommand implements Callable<Integer> {
    private final TapelineCommand root;

    @Option(
            names = "--date",
            paramLabel = "DATE[,DATE...]",
            split = ",",
            hideParamSyntax = true,
            description = "One or more dates, such as 2013-11-25 or 2013-11-25,2013-11-26.")
    private List<LocalDate> dates = new ArrayList<>();

    @Option(names = "--from", paramLabel = "DATE", description = "The first of a range of dates, instead of --date.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last of them.")
    private @Nullable LocalDate to;

    @Option(names = "--force", description = "Do every step again, also those that have been done.")
    private boolean force;

    @Option(names = "--fail-on-difference", description = "Exit with 1 when a streamed bar was wrong or missing.")
    private boolean failOnDifference;

    @Parameters(
            arity = "0..*",
            paramLabel = "ARG",
            description = "Further arguments for the batch program, after --; for instance -- --help.")
    private List<String> further = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    NightlyCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<String> arguments = arguments();
        RunningStack running = root.running();
        Console console = root.console();
        int exit = running.nightly().run(arguments, console::println);
        if (exit != 0) {
            console.error(console.red("tapeline: ") + "the nightly batch ended with " + exit + "; see "
                    + running.state().log(NightlyRun.NAME));
        }
        return exit;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (!dates.isEmpty() && from == null && to == null) {
            arguments.add("--date=" + dates.stream().map(LocalDate::toString).collect(Collectors.joining(",")));
        } else if (dates.isEmpty() && from != null && to != null) {
            arguments.add("--from=" + from);
            arguments.add("--to=" + to);
        } else {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(), "say which dates: --date, or --from and --to");
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
