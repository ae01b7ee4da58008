package io.tapeline.infra.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks settings without making anything of them. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks the settings of a profile, and names all that is wrong with them.")
final class CheckCommand implements Callable<Integer> {
    private final Path checkout;
    private final PrintStream out;

    @Mixin
    private Chosen chosen = new Chosen();

    CheckCommand(Path checkout, PrintStream out) {
        this.checkout = checkout;
        this.out = out;
    }

    @Override
    public Integer call() {
        out.println("The settings of " + chosen.config(checkout).general().prefix() + " are right.");
        return 0;
    }
}
