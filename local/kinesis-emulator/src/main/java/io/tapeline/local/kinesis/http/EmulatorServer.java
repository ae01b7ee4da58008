package io.tapeline.local.kinesis.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.local.kinesis.fault.Faults;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The HTTP side of the emulator, on 127.0.0.1: the Kinesis API at {@code POST /}, {@code GET /health}, calls by outcome at {@code GET
 * /_stats}, and the fault script at {@code /_faults}. HTTP/1.1 and h2c (prior knowledge or upgrade) share the port.
 */
public final class EmulatorServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOST = "127.0.0.1";
    private static final int EVENT_LOOPS = 2;
    private static final int STREAM_WINDOW = 2 << 20;
    private static final int CONNECTION_WINDOW = 16 << 20;
    private static final long BLOCKED_SECONDS = 10;
    private static final long TRIM_MILLIS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final StreamRegistry registry;
    private final Faults faults;
    private final Subscriptions subscriptions;
    private final PatientReads patience;
    private int port;

    private EmulatorServer(
            Vertx vertx, StreamRegistry registry, Faults faults, Duration subscriptionLifetime, Duration readWait) {
        this.vertx = vertx;
        this.registry = registry;
        this.faults = faults;
        this.subscriptions = new Subscriptions(vertx, registry, subscriptionLifetime);
        this.patience = new PatientReads(vertx, registry, readWait);
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @param subscriptionLifetime after which a subscription must be renewed
     * @param readWait how long a read that would be empty or refused may wait first; zero for not at all
     * @throws IOException if the port is taken
     */
    public static EmulatorServer start(
            StreamRegistry registry, Faults faults, int port, Duration subscriptionLifetime, Duration readWait)
            throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                // On a machine with more work than cores, Vert.x's two seconds pass without anybody being at fault.
                .setMaxEventLoopExecuteTime(BLOCKED_SECONDS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        EmulatorServer server = new EmulatorServer(vertx, registry, faults, subscriptionLifetime, readWait);
        try {
            server.listen(port);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void listen(int wantedPort) throws IOException {
        KinesisHandler kinesis = new KinesisHandler(vertx, registry, faults, subscriptions, patience);
        Router router = new Router(kinesis);
        // To Vert.x, a negative port is any free one that all listeners share, each with an event loop of its own.
        int shared = wantedPort == 0 ? -1 : wantedPort;
        List<Listener> listeners = new CopyOnWriteArrayList<>();
        Supplier<Verticle> deploy = () -> {
            Listener listener = new Listener(router, shared);
            listeners.add(listener);
            return listener;
        };
        await(vertx.deployVerticle(deploy, new DeploymentOptions().setInstances(EVENT_LOOPS)));
        port = listeners.get(0).actualPort();
        vertx.setPeriodic(
                TRIM_MILLIS,
                tick -> vertx.executeBlocking(() -> {
                    registry.trim();
                    return true;
                }));
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Cuts all active subscriptions off, as a lost connection does. */
    public int dropSubscriptions() {
        return subscriptions.dropAll();
    }

    @Override
    public void close() throws IOException {
        await(vertx.close());
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("not done within " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(HOST)
                .setHttp2ClearTextEnabled(true)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                // Clients of this server cancel subscriptions as a matter of course.
                .setHttp2RstFloodMaxRstFramePerWindow(100_000)
                .setInitialSettings(
                        new Http2Settings().setInitialWindowSize(STREAM_WINDOW).setMaxConcurrentStreams(10_000));
    }

    private static final class Listener extends AbstractVerticle {
        private final Router router;
        private final int port;
        private volatile int actualPort;

        Listener(Router router, int port) {
            this.router = router;
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(options())
                    .requestHandler(router::route)
                    .listen(port)
                    .onSuccess(server -> {
                        actualPort = server.actualPort();
                        started.complete();
                    })
                    .onFailure(started::fail);
        }

        int actualPort() {
            return actualPort;
        }
    }

    private final class Router {
        private final KinesisHandler kinesis;
        private final FaultEndpoint faultScript = new FaultEndpoint(faults);
        private final BodyReader bodies = new BodyReader(vertx);

        Router(KinesisHandler kinesis) {
            this.kinesis = kinesis;
        }

        void route(HttpServerRequest request) {
            if (request.path().equals("/health")) {
                answer(
                        request,
                        () -> ("{\"status\":\"UP\",\"streams\":"
                                        + registry.streams().size() + "}")
                                .getBytes(UTF_8));
            } else if (request.path().equals("/_stats")) {
                answer(
                        request,
                        () -> JSON.writeValueAsBytes(
                                Map.of("operations", kinesis.counts().snapshot())));
            } else if (request.path().equals("/_faults")) {
                routeFaults(request);
            } else if (request.method().equals(HttpMethod.POST)) {
                kinesis.handle(request);
            } else {
                request.response().setStatusCode(404).end();
            }
        }

        private void routeFaults(HttpServerRequest request) {
            switch (request.method().name()) {
                case "GET" -> answer(request, faultScript::describe);
                case "DELETE" -> answer(request, faultScript::clear);
                case "POST" ->
                    bodies.read(
                            request,
                            body -> answer(request, () -> faultScript.add(body)),
                            error -> request.response().setStatusCode(413).end());
                default -> request.response().setStatusCode(405).end();
            }
        }

        private void answer(HttpServerRequest request, Answer answer) {
            request.response().putHeader("Content-Type", "application/json");
            try {
                request.response().end(Buffer.buffer(answer.bytes()));
            } catch (IOException | IllegalArgumentException e) {
                request.response().putHeader("Content-Type", "text/plain");
                request.response().setStatusCode(400).end(String.valueOf(e.getMessage()));
            }
        }
    }

    private interface Answer {
        byte[] bytes() throws IOException;
    }
}
