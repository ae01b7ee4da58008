package io.tapeline.local.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs another main class and ends this JVM when its parent ends.
 *
 * <p>The parent holds the other end of standard input and never writes to it; the kernel closes it when the parent
 * dies, also by {@code kill -9}. Then this JVM exits in the ordinary way, so shutdown hooks run, and is halted if they
 * take longer than ten seconds. Arguments: the main class, then its own arguments.
 */
public final class ChildMain {
    private static final Duration ORPHAN_GRACE = Duration.ofSeconds(10);
    /** Exit code of a child whose parent is gone: what a shell reports for SIGHUP. */
    private static final int ORPHANED = 129;

    private ChildMain() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        if (args.length == 0) {
            throw new IllegalArgumentException("usage: ChildMain <main class> [argument...]");
        }
        startDaemon("parent-watch", ChildMain::exitWhenParentIsGone);
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            // Printed here, with exit, because threads the program has started would keep a failed JVM alive.
            e.getTargetException().printStackTrace();
            System.exit(1);
        }
    }

    private static void exitWhenParentIsGone() {
        try {
            while (System.in.read() >= 0) {
                // The parent has nothing to say; whatever comes is skipped.
            }
        } catch (IOException e) {
            // A broken standard input means the same as a closed one.
        }
        startDaemon("orphan-halt", ChildMain::haltAfterGrace);
        System.exit(ORPHANED);
    }

    private static void haltAfterGrace() {
        try {
            if (new CountDownLatch(1).await(ORPHAN_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts this latch down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    private static void startDaemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
