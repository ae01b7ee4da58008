package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.Endpoints;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.launcher.stack.StateDirectory;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Starts every service and keeps it running.",
            "",
            "Runs in the foreground until Ctrl-C, which stops all in order. What dies is started again, with growing"
                    + " pauses. Each service writes a log of its own; see @|bold tapeline logs|@. A port that another"
                    + " process holds is replaced by a free one."
        })
final class UpCommand implements Callable<Integer> {
    private final TapelineCommand root;

    @Option(
            names = {"-d", "--detach"},
            description = "Start in the background and return when all is ready.")
    private boolean detach;

    @Option(
            names = "--without",
            paramLabel = "SERVICE",
            split = ",",
            converter = ServiceConverter.class,
            description = "Leave services out, for instance to run them from an IDE.")
    private List<Service> without = List.of();

    UpCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        StateDirectory state = root.state();
        Optional<RunningStack> running = RunningStack.find(state);
        if (running.isPresent()) {
            throw new LauncherException(
                    LauncherException.Code.ALREADY_RUNNING,
                    "it runs already, as pid " + running.get().launcher().pid()
                            + "; see ./tapeline status, or stop it with ./tapeline down");
        }
        Console console = root.console();
        console.println(console.bold("Tapeline") + console.dim("  state in " + state.path()));
        if (detach) {
            Endpoints endpoints = new DetachedStart(console, state, without).run();
            printWays(console, endpoints, services(), "./tapeline down");
            return 0;
        }
        try (StackSession session = StackSession.start(console, state, services())) {
            printWays(console, session.stack().endpoints(), services(), "Ctrl-C, or ./tapeline down");
            session.awaitForever();
        }
        return 0;
    }

    private Set<Service> services() {
        Set<Service> all = EnumSet.allOf(Service.class);
        without.forEach(all::remove);
        return all;
    }

    private static void printWays(Console console, Endpoints endpoints, Set<Service> services, String stop) {
        console.println();
        if (services.contains(Service.INGEST)) {
            console.println("  post trades    " + endpoints.http(Service.INGEST) + "/v1/trades   (try it: "
                    + endpoints.http(Service.INGEST) + "/q/swagger-ui)");
        }
        if (services.contains(Service.LIVE)) {
            console.println("  live chart     " + endpoints.http(Service.LIVE));
        }
        if (services.contains(Service.STREAM)) {
            console.println("  watch the job  " + endpoints.http(Service.STREAM));
        }
        console.println(
                "  query          ./tapeline query \"SELECT * FROM latest_bars ORDER BY ts_start DESC LIMIT 10\"");
        console.println("  stop           " + stop);
    }
}
