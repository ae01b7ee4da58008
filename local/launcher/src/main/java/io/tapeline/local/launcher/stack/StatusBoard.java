package io.tapeline.local.launcher.stack;

import io.tapeline.local.launcher.stack.StackStatus.Phase;
import io.tapeline.local.process.ServiceEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Turns events into the status of the stack, and writes it down after each. Thread-safe. */
final class StatusBoard implements Consumer<ServiceEvent> {
    private final Path file;
    private final Map<String, ServiceView> views = new LinkedHashMap<>();
    private Phase phase = Phase.STARTING;
    private String message = "";
    private List<String> notes = List.of();

    StatusBoard(Path file) {
        this.file = file;
    }

    synchronized void begin(Set<Service> which, PortPlan ports) {
        notes = ports.notes();
        for (Service service : Service.values()) {
            if (which.contains(service)) {
                views.put(service.id(), ServiceView.waiting(service, ports.endpoints()));
            }
        }
        save();
    }

    synchronized void phase(Phase value, String why) {
        phase = value;
        message = why;
        save();
    }

    @Override
    public synchronized void accept(ServiceEvent event) {
        ServiceView view = views.get(event.service());
        if (view != null) {
            views.put(event.service(), after(event, view));
            save();
        }
    }

    private static ServiceView after(ServiceEvent event, ServiceView view) {
        if (event instanceof ServiceEvent.Started started) {
            return view.starting(started.pid(), System.currentTimeMillis());
        }
        if (event instanceof ServiceEvent.Ready ready) {
            return view.ready(ready.pid(), ready.took().toMillis());
        }
        if (event instanceof ServiceEvent.Died died) {
            return view.failed(firstLine(died.reason()));
        }
        if (event instanceof ServiceEvent.Restarting) {
            return view.restarting();
        }
        if (event instanceof ServiceEvent.GaveUp gaveUp) {
            return view.failed("gave up after " + gaveUp.attempts() + " restarts: " + firstLine(gaveUp.reason()));
        }
        return view.stopped();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    synchronized StackStatus status() {
        return new StackStatus(phase, ProcessHandle.current().pid(), message, notes, new ArrayList<>(views.values()));
    }

    private void save() {
        status().save(file);
    }
}
