package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with the arguments, and where the help is. */
final class UsageHandler implements IParameterExceptionHandler {
    private final TapelineCommand root;

    UsageHandler(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        Console console = root.console();
        console.error(console.red("tapeline: ") + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        console.error("          see: ./" + command.getCommandSpec().qualifiedName() + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
