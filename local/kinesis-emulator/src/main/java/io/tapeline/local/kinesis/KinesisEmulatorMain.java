package io.tapeline.local.kinesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The emulator as a process of its own. It prints one line when it is ready and ends on SIGTERM; {@code --help} lists the options.
 *
 * <p>Exit codes: 0 after a stop, 1 when it cannot start, 2 when it does not understand its arguments.
 */
public final class KinesisEmulatorMain {
    private KinesisEmulatorMain() {}

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) {
        CommandLine commandLine;
        try {
            commandLine = CommandLine.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("kinesis-emulator: " + e.getMessage());
            System.err.print(CommandLine.USAGE);
            System.exit(2);
            return;
        }
        if (commandLine.help()) {
            System.out.print(CommandLine.USAGE);
            return;
        }
        run(commandLine);
    }

    private static void run(CommandLine commandLine) {
        KinesisEmulator emulator;
        try {
            emulator = KinesisEmulator.start(commandLine.config());
        } catch (UncheckedIOException e) {
            System.err.println("kinesis-emulator: " + e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "kinesis-emulator-stop"));
        if (commandLine.exitWithParent()) {
            Thread watch = new Thread(KinesisEmulatorMain::exitAtEndOfInput, "kinesis-emulator-parent");
            watch.setDaemon(true);
            watch.start();
        }
        System.out.println("kinesis-emulator ready on " + emulator.endpoint());
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // What is said does not matter, only that somebody is there.
            }
        } catch (IOException e) {
            System.err.println("kinesis-emulator: standard input is gone: " + e.getMessage());
        }
        System.exit(0);
    }
}
