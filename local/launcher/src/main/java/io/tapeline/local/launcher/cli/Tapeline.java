package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The program behind {@code ./tapeline}. Exit codes: 0 done, 1 not done or a result is wrong, 2 bad arguments; 130 and
 * 143 after Ctrl-C and SIGTERM.
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
                .addSubcommand(new QueryCommand(root));
        commands.setExecutionExceptionHandler(new FailureHandler(root));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setUsageHelpAutoWidth(false);
        commands.setUsageHelpWidth(Math.max(80, Math.min(console.width(), 110)));
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(console.terminal() ? Ansi.AUTO : Ansi.OFF));
        commands.setOut(new PrintWriter(console.out(), true));
        commands.setErr(new PrintWriter(console.err(), true));
        return commands;
    }
}
