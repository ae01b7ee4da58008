package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = {
            "Shows the end of a service's log, or of all.",
            "",
            "Also works when nothing runs: logs stay until the state directory is deleted."
        })
final class LogsCommand implements Callable<Integer> {
    private static final int OF_EACH = 5;
    private static final int OF_ONE = 50;

    private final TapelineCommand root;

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "One of those that @|bold tapeline status|@ lists; all when left out.")
    private String service = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "-1",
            description = "How many lines (default: " + OF_ONE + ", or " + OF_EACH + " of each).")
    private int lines = -1;

    LogsCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Path> logs = choose();
        Console console = root.console();
        List<LogFollower> followers = new ArrayList<>();
        for (Path log : logs) {
            LogFollower follower = new LogFollower(log);
            if (logs.size() > 1) {
                console.println(console.bold(name(log)) + console.dim("  " + log));
            }
            follower.last(lines >= 0 ? lines : logs.size() > 1 ? OF_EACH : OF_ONE)
                    .forEach(console::println);
            if (logs.size() > 1) {
                console.println();
            }
            followers.add(follower);
        }
        while (follow) {
            for (LogFollower follower : followers) {
                String prefix = logs.size() > 1 ? console.dim(name(follower.file()) + " | ") : "";
                follower.more().forEach(line -> console.println(prefix + line));
            }
            Thread.sleep(200);
        }
        return 0;
    }

    private List<Path> choose() throws IOException {
        StateDirectory state = directory();
        if (!Files.isDirectory(state.logs())) {
            throw new LauncherException(LauncherException.Code.NOT_RUNNING, "there are no logs in " + state.logs());
        }
        List<Path> all;
        try (Stream<Path> files = Files.list(state.logs())) {
            all = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
        if (service.isEmpty()) {
            return all;
        }
        List<Path> chosen =
                all.stream().filter(file -> name(file).equals(service)).toList();
        if (chosen.isEmpty()) {
            throw new LauncherException(
                    LauncherException.Code.BAD_FILE,
                    "there is no log of " + service + "; there are: "
                            + all.stream().map(LogsCommand::name).collect(Collectors.joining(", ")));
        }
        return chosen;
    }

    /** Of the stack that runs, or that has run there. */
    private StateDirectory directory() {
        StateDirectory state = root.state();
        if (RunningStack.find(state).isPresent()) {
            return state;
        }
        boolean demo = RunningStack.find(state.demo()).isPresent() || !Files.isDirectory(state.logs());
        return demo && Files.isDirectory(state.demo().logs()) ? state.demo() : state;
    }

    private static String name(Path log) {
        String file = log.getFileName().toString();
        return file.substring(0, file.length() - ".log".length());
    }
}
