package io.tapeline.local.kinesis.http;

import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.Shard;
import io.tapeline.local.kinesis.stream.ShardPosition;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SubscribeToShard: one active subscription for each consumer and shard. A second within five seconds is refused; a later one takes
 * over. Thread-safe; holds what is active.
 */
final class Subscriptions {
    private static final long TAKE_OVER_NANOS = 5_000_000_000L;

    private final Vertx vertx;
    private final StreamRegistry registry;
    private final Duration lifetime;
    private final Map<Key, Active> active = new HashMap<>();

    Subscriptions(Vertx vertx, StreamRegistry registry, Duration lifetime) {
        this.vertx = vertx;
        this.registry = registry;
        this.lifetime = lifetime;
    }

    /** Answers a call; what is wrong with it is thrown before anything is written. */
    void subscribe(Request request, HttpServerResponse response) throws IOException {
        ConsumerOperations.Found found = ConsumerOperations.byArn(registry, request.requiredString("ConsumerARN"));
        Shard shard = found.stream().shard(request.requiredString("ShardId"));
        Request start = request.object("StartingPosition")
                .orElseThrow(() -> KinesisException.constraint("startingPosition", "null", "Member must not be null"));
        long next = ShardPosition.of(
                        start.requiredString("Type"),
                        start.string("SequenceNumber"),
                        start.millis("Timestamp"),
                        registry.now())
                .resolve(shard);

        Key key = new Key(found.consumer().arn(), shard.id());
        Subscription subscription = new Subscription(
                vertx, registry, found, shard, next, request.format(), response, () -> remove(key, response));
        @Nullable Active previous;
        synchronized (active) {
            previous = active.get(key);
            if (previous != null && System.nanoTime() - previous.sinceNanos() < TAKE_OVER_NANOS) {
                throw KinesisException.inUse("Another active subscription exists for this consumer: "
                        + found.consumer().arn() + " and shard " + shard.id());
            }
            active.put(key, new Active(subscription, response, System.nanoTime()));
        }
        if (previous != null) {
            previous.subscription().replace();
        }
        response.setChunked(true);
        response.putHeader("Content-Type", EventFrames.CONTENT_TYPE);
        subscription.start(lifetime.toMillis());
    }

    private void remove(Key key, HttpServerResponse response) {
        synchronized (active) {
            Active current = active.get(key);
            if (current != null && current.response() == response) {
                active.remove(key);
            }
        }
    }

    /** Cuts off all that are active. */
    int dropAll() {
        List<Active> all;
        synchronized (active) {
            all = new ArrayList<>(active.values());
        }
        all.forEach(entry -> entry.subscription().drop());
        return all.size();
    }

    private record Key(String consumerArn, String shardId) {}

    private record Active(Subscription subscription, HttpServerResponse response, long sinceNanos) {}
}
