package io.tapeline.local.launcher.cli;

import io.tapeline.local.keys.KeysFileException;
import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.process.PortTakenException;
import io.tapeline.local.process.ServiceStartException;
import io.tapeline.local.process.StateDirectoryInUseException;
import io.tapeline.local.query.LakeException;
import io.tapeline.local.replay.BadTradeFileException;
import io.tapeline.local.replay.ReplayException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns what a command has thrown into one message for a person. An exception that nobody has foreseen is a defect: its
 * stack trace goes to a file, which the message names.
 */
final class FailureHandler implements IExecutionExceptionHandler {
    private static final int FAILED = 1;

    private final TapelineCommand root;

    FailureHandler(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parseResult)
            throws Exception {
        if (failure instanceof CommandLine.ParameterException) {
            throw failure;
        }
        Console console = root.console();
        console.keepRegion();
        console.error(console.red("tapeline: ") + message(failure));
        return FAILED;
    }

    private String message(Exception failure) {
        String text = String.valueOf(failure.getMessage());
        if (isForPeople(failure)) {
            return text;
        }
        return "unexpected " + failure.getClass().getSimpleName() + ": " + text + "\n          details in "
                + writeDown(failure);
    }

    private static boolean isForPeople(Exception failure) {
        return failure instanceof LauncherException
                || failure instanceof ReplayException
                || failure instanceof BadTradeFileException
                || failure instanceof LakeException
                || failure instanceof KeysFileException
                || failure instanceof ServiceStartException
                || failure instanceof StateDirectoryInUseException
                || failure instanceof PortTakenException;
    }

    private String writeDown(Exception failure) {
        Path log = root.state().log("launcher-errors");
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            Files.createDirectories(log.getParent());
            Files.writeString(
                    log,
                    trace.toString(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return log.toString();
        } catch (IOException e) {
            return "no file, since " + log + " cannot be written:\n" + trace;
        }
    }
}
