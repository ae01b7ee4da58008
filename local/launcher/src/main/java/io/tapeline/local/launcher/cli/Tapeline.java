package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The program behind {@code ./tapeline}. Exit codes: 0 done, 1 not done or a result is wrong, 2 bad arguments, 3 a
 * replay that stopped and can be resumed; 130 and 143 after Ctrl-C and SIGTERM.
 */
public final class Tapeline {
    private Tapeline() {}

    public static void main(String[] args) {
        System.exit(commandLine(Console.system()).execute(args));
    }

    /** The commands, writing to {@code console}. */
    static CommandLine commandLine(Console console) {
        TapelineCommand root = new TapelineCommand(console);
        CommandLine commands = new CommandLine(root)
                .addSubcommand(new DemoCommand(root))
                .addSubcommand(new UpCommand(root))
                .addSubcommand(new DownCommand(root))
                .addSubcommand(new StatusCommand(root))
                .addSubcommand(new LogsCommand(root))
                .addSubcommand(new ReplayCommand(root))
                .addSubcommand(new NightlyCommand(root))
                .addSubcommand(new QueryCommand(root))
                .addSubcommand(KeysCommand.commandLine(root))
                .addSubcommand("completion", new AutoComplete.GenerateCompletion());
        commands.setExecutionExceptionHandler(new FailureHandler(root));
        commands.setParameterExceptionHandler(new UsageHandler(root));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        headings(commands);
        commands.setUsageHelpWidth(Math.max(80, Math.min(console.width(), 110)));
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(console.terminal() ? Ansi.AUTO : Ansi.OFF));
        commands.setOut(writer(console.out()));
        commands.setErr(writer(console.err()));
        return commands;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static void headings(CommandLine command) {
        UsageMessageSpec help = command.getCommandSpec().usageMessage();
        help.descriptionHeading("%n");
        help.parameterListHeading("%n");
        help.optionListHeading("%nOptions:%n");
        help.commandListHeading("%nCommands:%n");
        command.getSubcommands().values().forEach(Tapeline::headings);
    }
}
