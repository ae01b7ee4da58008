package io.tapeline.infra.cli;

import io.tapeline.infra.config.KeyTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints every setting. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description =
                "Lists every setting: its default, its value in each profile, its effect. In Markdown, as in docs/infrastructure.md.")
final class KeysCommand implements Callable<Integer> {
    private final Path checkout;
    private final PrintStream out;

    @Option(
            names = "--write",
            description = "Puts the list into docs/infrastructure.md, which a test holds against the code.")
    private boolean write;

    KeysCommand(Path checkout, PrintStream out) {
        this.checkout = checkout;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        if (write) {
            Path page = checkout.resolve("docs/infrastructure.md");
            Files.writeString(page, KeyTable.in(Files.readString(page), checkout));
            out.println(page);
        } else {
            out.print(KeyTable.markdown(checkout));
        }
        return 0;
    }
}
