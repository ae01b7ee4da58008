package io.tapeline.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

class HealthCheckTest {
    @Test
    void passesOnAnAnswerOfSuccessOnly() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/up", exchange -> exchange.sendResponseHeaders(204, -1));
        server.createContext("/loading", exchange -> exchange.sendResponseHeaders(503, -1));
        server.start();
        int port = server.getAddress().getPort();
        URI up = URI.create("http://127.0.0.1:" + port + "/up");
        URI loading = URI.create("http://127.0.0.1:" + port + "/loading");
        try {
            assertThat(HealthCheck.http(up).check()).isEqualTo(Health.healthy());
            assertThat(HealthCheck.http(loading).check()).isEqualTo(Health.unhealthy(loading + " answered 503"));
            assertThat(HealthCheck.http(up).and(HealthCheck.http(loading)).check())
                    .isInstanceOf(Health.Unhealthy.class);
            assertThat(HealthCheck.tcp(port).check()).isEqualTo(Health.healthy());
        } finally {
            server.stop(0);
        }
        assertThat(HealthCheck.http(up).check()).isInstanceOf(Health.Unhealthy.class);
        assertThat(HealthCheck.tcp(port).check()).isInstanceOf(Health.Unhealthy.class);
    }

    @Test
    void doesNotAskTheSecondWhenTheFirstFails() {
        HealthCheck second = () -> {
            throw new AssertionError("asked");
        };
        HealthCheck first = () -> Health.unhealthy("down");
        assertThat(first.and(second).check()).isEqualTo(Health.unhealthy("down"));
    }
}
