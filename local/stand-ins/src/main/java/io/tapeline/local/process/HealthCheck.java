package io.tapeline.local.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * Asks a service whether it is ready for work.
 *
 * <p>A check returns within a few seconds, throws nothing for a service that is down, and may be called from any
 * thread. It is asked again and again until the service is well, so it must cost the service next to nothing.
 */
@FunctionalInterface
public interface HealthCheck {
    /** Asks once. */
    Health check();

    /** A check that passes when a GET of {@code uri} answers 2xx. */
    static HealthCheck http(URI uri) {
        return () -> {
            try {
                HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
                connection.setConnectTimeout(1_000);
                connection.setReadTimeout(3_000);
                connection.setUseCaches(false);
                try {
                    int status = connection.getResponseCode();
                    return status >= 200 && status < 300
                            ? Health.healthy()
                            : Health.unhealthy(uri + " answered " + status);
                } finally {
                    connection.disconnect();
                }
            } catch (IOException e) {
                return Health.unhealthy(uri + ": " + e.getMessage());
            }
        };
    }

    /** A check that passes when {@code port} of the loopback address accepts a connection. */
    static HealthCheck tcp(int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return Health.healthy();
            } catch (IOException e) {
                return Health.unhealthy("port " + port + ": " + e.getMessage());
            }
        };
    }

    /** A check that passes when both do; {@code other} is asked only when this one passes. */
    default HealthCheck and(HealthCheck other) {
        return () -> {
            Health first = check();
            return first instanceof Health.Healthy ? other.check() : first;
        };
    }
}
