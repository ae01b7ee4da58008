package io.tapeline.infra.cli;

import io.tapeline.settings.SettingsException;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program behind {@code ./tapeline infra}. Exit codes: 0 done, 1 not done, 2 bad arguments or settings.
 */
@Command(
        name = "tapeline infra",
        description =
                "The pipeline on AWS: its settings, its templates, its cost. To deploy: cd infra && cdk deploy --all -c profile=dev",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Infra implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Infra() {}

    /** @param args the checkout, then the words of the command */
    public static void main(String[] args) {
        String[] words = java.util.Arrays.copyOfRange(args, 1, args.length);
        System.exit(commandLine(Path.of(args[0]), System.out).execute(words));
    }

    static CommandLine commandLine(Path checkout, PrintStream out) {
        CommandLine commands = new CommandLine(new Infra())
                .addSubcommand(new KeysCommand(checkout, out))
                .addSubcommand(new CheckCommand(checkout, out))
                .addSubcommand(new SynthCommand(checkout, out))
                .addSubcommand(new AccessCommand(checkout, out))
                .addSubcommand(new AppCommand(checkout));
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof SettingsException wrong) {
                command.getErr().println("The settings are wrong:");
                wrong.problems().forEach(problem -> command.getErr().println("  - " + problem));
                return CommandLine.ExitCode.USAGE;
            }
            throw failure;
        });
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
