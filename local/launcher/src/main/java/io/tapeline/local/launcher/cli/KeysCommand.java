package io.tapeline.local.launcher.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = {
            "Makes and lists the API keys of the ingest service, and switches them off.",
            "",
            "The file holds hashes, not secrets. A service that runs with ingest.trust.keys-file=FILE takes a change"
                    + " within seconds. The services of this machine's stack ask for no keys."
        },
        footer = {
            "",
            "For instance:",
            "  tapeline keys create --id feed-1 --owner acme --scope trades,quotes --symbols 'BTC-*'",
            "  tapeline keys list",
            "  tapeline keys disable feed-1"
        })
final class KeysCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** The command with those below it. */
    static CommandLine commandLine(TapelineCommand root) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new KeysCreateCommand(root))
                .addSubcommand(new KeysListCommand(root))
                .addSubcommand(new KeysDisableCommand(root));
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                requireNonNull(spec).commandLine(), "say what to do with the keys: create, list or disable");
    }
}
