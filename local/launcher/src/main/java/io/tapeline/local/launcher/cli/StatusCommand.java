package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.TextTable;
import io.tapeline.local.launcher.console.TextTable.Align;
import io.tapeline.local.launcher.console.Texts;
import io.tapeline.local.launcher.stack.ProcessMemory;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.ServiceView;
import io.tapeline.local.launcher.stack.ServiceView.State;
import io.tapeline.local.launcher.stack.StackStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = {
            "Shows every service: state, pid, port, uptime, restarts, memory.",
            "",
            "Exit code 0 when all are ready, 1 when one is not or nothing runs."
        })
final class StatusCommand implements Callable<Integer> {
    private final TapelineCommand root;

    StatusCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        RunningStack running = root.running();
        Console console = root.console();
        Optional<StackStatus> status = running.status();
        if (status.isEmpty()) {
            console.println("it is just starting, as pid " + running.launcher().pid());
            return 1;
        }
        console.println(
                console.bold("Tapeline") + "  " + status.get().phase().name().toLowerCase(Locale.ROOT)
                        + console.dim("  state in " + running.state().path()));
        console.println();
        table(status.get(), running.launcher()).lines().forEach(line -> console.println("  " + line));
        status.get().services().stream()
                .filter(view -> !view.note().isEmpty())
                .forEach(view -> console.println("  " + console.yellow("!") + " " + view.name() + ": " + view.note()));
        status.get().notes().forEach(note -> console.println("  " + console.yellow("!") + " " + note));
        return status.get().services().stream().allMatch(view -> view.state() == State.READY) ? 0 : 1;
    }

    private static TextTable table(StackStatus status, ProcessHandle launcher) {
        TextTable table = new TextTable()
                .column("service", Align.LEFT)
                .column("state", Align.LEFT)
                .column("pid", Align.RIGHT)
                .column("up", Align.RIGHT)
                .column("restarts", Align.RIGHT)
                .column("memory", Align.RIGHT)
                .column("address", Align.LEFT);
        long total = ProcessMemory.of(launcher.pid());
        table.row(List.of(
                "launcher",
                status.phase().name().toLowerCase(Locale.ROOT),
                Long.toString(launcher.pid()),
                launcher.info()
                        .startInstant()
                        .map(start -> uptime(start.toEpochMilli()))
                        .orElse(""),
                "",
                Texts.bytes(total),
                ""));
        for (ServiceView view : status.services()) {
            long memory = memory(view);
            total += memory;
            table.row(List.of(
                    view.name(),
                    view.state().name().toLowerCase(Locale.ROOT),
                    view.pid() == 0 ? "" : Long.toString(view.pid()),
                    view.pid() == 0 ? "" : uptime(view.startedAt()),
                    Integer.toString(view.restarts()),
                    memory == 0 ? "" : Texts.bytes(memory),
                    view.url()));
        }
        return table.row(List.of("", "", "", "", "", Texts.bytes(total), "in all"));
    }

    private static String uptime(long since) {
        return Texts.duration(Duration.ofMillis(Math.max(0, System.currentTimeMillis() - since)));
    }

    private static long memory(ServiceView view) {
        return view.pid() == 0
                ? 0
                : ProcessHandle.of(view.pid()).map(ProcessMemory::ofTree).orElse(0L);
    }
}
