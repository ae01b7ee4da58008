package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.Texts;
import io.tapeline.local.launcher.console.Ticker;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.launcher.stack.Stack;
import io.tapeline.local.launcher.stack.StateDirectory;
import io.tapeline.local.process.ServiceEvent;
import io.tapeline.local.process.ServiceStartException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A stack in the foreground: its start is shown, Ctrl-C and SIGTERM stop it in order, and what happens to a service
 * later is told in a line.
 */
final class StackSession implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(100);

    private final Console console;
    private final Stack stack;
    private final StartDisplay display;
    private volatile boolean started;
    private volatile boolean closing;

    private StackSession(Console console, StateDirectory state) {
        this.console = console;
        this.display = new StartDisplay(console, Clock.systemUTC());
        this.stack = Stack.open(state, this::tell);
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "stop-on-exit"));
    }

    /**
     * Opens a stack and starts {@code which} of its services.
     *
     * @throws ServiceStartException if a service does not come up; then nothing is left running
     */
    static StackSession start(Console console, StateDirectory state, Set<Service> which) {
        StackSession session = new StackSession(console, state);
        session.start(which);
        return session;
    }

    Stack stack() {
        return stack;
    }

    private void start(Set<Service> which) {
        stack.clearedLeftovers()
                .forEach(left -> console.println("  " + console.yellow("!") + " stopped " + left.name()
                        + ", which an earlier run had left (pid " + left.pid() + ")"));
        long began = System.nanoTime();
        Ticker redraw = Ticker.start("display", REDRAW, () -> display.show(stack.status()));
        try {
            stack.start(which);
            started = true;
        } catch (ServiceStartException e) {
            if (closing) {
                // Ctrl-C during the start: the stop is on its way, and the message would only disturb.
                awaitForever();
            }
            close();
            throw e;
        } finally {
            redraw.close();
            display.show(stack.status());
            console.keepRegion();
        }
        console.println("  all ready in " + Texts.duration(Duration.ofNanos(System.nanoTime() - began)));
    }

    /** What happens after the start. */
    private void tell(ServiceEvent event) {
        if (!started || closing) {
            return;
        }
        if (event instanceof ServiceEvent.Died died) {
            console.println("  " + console.red("✗") + " " + died.service() + " died: " + died.reason());
        } else if (event instanceof ServiceEvent.Restarting restarting) {
            console.println("  " + console.yellow("↻") + " " + restarting.service() + " is started again in "
                    + Texts.duration(restarting.delay()) + " (attempt " + restarting.attempt() + ")");
        } else if (event instanceof ServiceEvent.Ready ready) {
            console.println("  " + console.green("✓") + " " + ready.service() + " is ready again, after "
                    + Texts.duration(ready.took()));
        } else if (event instanceof ServiceEvent.GaveUp gaveUp) {
            console.println("  " + console.red("✗") + " " + gaveUp.service() + " has died too often and stays down; see"
                    + " ./tapeline logs " + gaveUp.service());
        }
    }

    /** Blocks until the process is told to end. */
    void awaitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException(LauncherException.Code.SERVICE_FAILED, "interrupted");
        }
    }

    private void interrupted() {
        if (!closing) {
            console.keepRegion();
            console.println("");
            close();
        }
    }

    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        if (started) {
            console.println("  stopping …");
        }
        stack.close();
        if (started) {
            console.println("  stopped; state stays in " + stack.state().path());
        }
    }
}
