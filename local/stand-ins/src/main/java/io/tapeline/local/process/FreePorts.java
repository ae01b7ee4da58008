package io.tapeline.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds free TCP ports on the loopback address, and names who holds a taken one.
 *
 * <p>Ports come from 20000–29999, below the range from which Linux and macOS take the local ports of outgoing
 * connections: a service that is restarted seconds later still finds its port free. A port is handed out once per
 * JVM. Thread-safe.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int COUNT = 10_000;
    private static final Set<Integer> HANDED_OUT = new HashSet<>();

    private FreePorts() {}

    /** A port that is free now and that this method has not returned before. */
    public static int find() {
        int start = ThreadLocalRandom.current().nextInt(COUNT);
        synchronized (HANDED_OUT) {
            for (int i = 0; i < COUNT; i++) {
                int port = FIRST + (start + i) % COUNT;
                if (!HANDED_OUT.contains(port) && isFree(port)) {
                    HANDED_OUT.add(port);
                    return port;
                }
            }
        }
        throw new IllegalStateException("no free port in " + FIRST + "-" + (FIRST + COUNT - 1));
    }

    /** Whether a server could listen on {@code port} of the loopback address now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do; otherwise a port with connections in TIME_WAIT would look taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot test port " + port, e);
        }
    }

    /**
     * Checks that {@code port} is free.
     *
     * @throws PortTakenException naming the holder, if it is not
     */
    public static void requireFree(int port) {
        if (!isFree(port)) {
            throw new PortTakenException(port, holderOf(port));
        }
    }

    /** The process that listens on {@code port}; empty if nobody does or the system does not tell. */
    public static Optional<PortHolder> holderOf(int port) {
        return PortHolders.find(port);
    }
}
