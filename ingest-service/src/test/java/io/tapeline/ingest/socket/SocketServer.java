package io.tapeline.ingest.socket;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.post.PostLimits;
import io.tapeline.ingest.post.PostListener;
import io.tapeline.ingest.post.Posts;
import io.tapeline.ingest.publish.FakeRecordStream;
import io.tapeline.ingest.publish.PublishListener;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.PublisherSettings;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.Compression;
import io.tapeline.wire.DecodedBatch;
import io.tapeline.wire.WireException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** The WebSocket endpoint on a port of its own, over a stream in memory. */
final class SocketServer implements AutoCloseable {
    static final SocketSettings SETTINGS = new SocketSettings(
            2, 8_192, 4, 16_384, Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(30));

    private static final int MAX_POSTS = 2;

    final FakeRecordStream stream = new FakeRecordStream(2);
    final List<HttpServerRequest> over = new CopyOnWriteArrayList<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    final Publisher publisher;
    final Posts posts;
    final LiveFeed live = new LiveFeed(NanoClock.SYSTEM);
    final Sockets sockets;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    SocketServer(SocketSettings settings, Sender sender) {
        Listener listener = new Listener();
        publisher = new Publisher(
                stream,
                new PublisherSettings(
                        Duration.ofMillis(5),
                        256 * 1024,
                        5_000,
                        2_048,
                        Compression.NONE,
                        1,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(20),
                        Duration.ofMillis(50)),
                NanoClock.SYSTEM,
                () -> Replays.NO_CLOCK,
                listener,
                new Random(3),
                "test-producer");
        PostLimits limits = new PostLimits(1 << 20, 200, MAX_POSTS, 10, Duration.ofMillis(100), Duration.ofSeconds(30));
        posts = new Posts(publisher, EventRules.DEFAULT, limits, NanoClock.SYSTEM, listener);
        sockets = new Sockets(
                posts, live, handshake -> sender, settings, NanoClock.SYSTEM, new ObjectMapper(), listener, over::add);
        Router router = Router.router(vertx);
        router.route(Sockets.PATH).handler(sockets::handle);
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setMaxWebSocketFrameSize(settings.maxMessageBytes());
        server = vertx.createHttpServer(options).requestHandler(router);
        server.listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, SECONDS)
                .join();
        publisher.start();
        await().until(() -> publisher.problem() == null);
    }

    int port() {
        return server.actualPort();
    }

    /** The symbols of the trades on the stream, in the order in which they came. */
    List<String> storedSymbols() {
        List<String> symbols = new ArrayList<>();
        for (DecodedBatch batch : batches()) {
            batch.slices().forEach(slice -> {
                for (int row = 0; row < slice.trades().count(); row++) {
                    symbols.add(slice.trades().symbols()[slice.trades().symbolIndex(row)]);
                }
            });
        }
        return symbols;
    }

    /** The events on the stream. */
    int storedEvents() {
        return batches().stream().mapToInt(DecodedBatch::eventCount).sum();
    }

    private List<DecodedBatch> batches() {
        List<DecodedBatch> batches = new ArrayList<>();
        for (byte[] data : stream.inOrder()) {
            try {
                batches.add(new BatchDecoder().decode(data));
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }
        return batches;
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, SECONDS)
                .join();
        publisher.close();
    }

    private final class Listener implements PublishListener, PostListener, SocketListener {
        @Override
        public void stored(int events, int bytes, long waitedNanos) {}

        @Override
        public void retried(int records) {}

        @Override
        public void throttled(int records) {}

        @Override
        public void failed(int events) {}

        @Override
        public void layoutChanged(int ranges) {}

        @Override
        public void accepted(long items) {}

        @Override
        public void rejected(RejectCode code, long items) {}

        @Override
        public void acknowledged() {}

        @Override
        public void refused(String problem) {
            refused.add(problem);
        }
    }
}
