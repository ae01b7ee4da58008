package io.tapeline.infra.cli;

import io.tapeline.infra.config.KeyTable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints every setting. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description =
                "Lists every setting: its default, its value in each profile, its effect. In Markdown, as in docs/infrastructure.md.")
final class KeysCommand implements Callable<Integer> {
    private final Path checkout;
    private final PrintStream out;

    KeysCommand(Path checkout, PrintStream out) {
        this.checkout = checkout;
        this.out = out;
    }

    @Override
    public Integer call() {
        out.print(KeyTable.markdown(checkout));
        return 0;
    }
}
