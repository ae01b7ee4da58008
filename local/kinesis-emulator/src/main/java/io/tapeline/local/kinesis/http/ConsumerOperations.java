package io.tapeline.local.kinesis.http;

import io.tapeline.local.kinesis.stream.DataStream;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.StreamConsumer;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registered consumers of enhanced fan-out. */
final class ConsumerOperations {
    private final StreamRegistry registry;

    ConsumerOperations(StreamRegistry registry) {
        this.registry = registry;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "RegisterStreamConsumer", this::register,
                "DeregisterStreamConsumer", this::deregister,
                "DescribeStreamConsumer", this::describe,
                "ListStreamConsumers", this::list);
    }

    private void register(Request request, Reply reply) throws IOException {
        DataStream stream = registry.byArn(request.requiredString("StreamARN"));
        String name = request.requiredString("ConsumerName");
        if (!name.matches("[a-zA-Z0-9_.-]{1,128}")) {
            throw KinesisException.constraint(
                    "consumerName", name, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]{1,128}");
        }
        StreamConsumer consumer = stream.register(name, request.stringMap("Tags"), registry.now());
        reply.object("Consumer", () -> write(consumer, reply));
    }

    private void deregister(Request request, Reply reply) {
        Found found = find(request);
        found.stream().deregister(found.consumer());
    }

    private void describe(Request request, Reply reply) throws IOException {
        Found found = find(request);
        reply.object("ConsumerDescription", () -> {
            write(found.consumer(), reply);
            reply.put("StreamARN", found.stream().arn());
        });
    }

    private void list(Request request, Reply reply) throws IOException {
        DataStream stream = registry.byArn(request.requiredString("StreamARN"));
        int limit = request.integer("MaxResults", 1, 10_000, 100);
        @Nullable String after = request.string("NextToken");
        List<StreamConsumer> consumers = stream.consumers().stream()
                .filter(consumer -> after == null || consumer.name().compareTo(after) > 0)
                .toList();
        List<StreamConsumer> page = consumers.subList(0, Math.min(limit, consumers.size()));
        reply.objects("Consumers", page, consumer -> write(consumer, reply));
        if (page.size() < consumers.size()) {
            reply.put("NextToken", page.get(page.size() - 1).name());
        }
    }

    private static void write(StreamConsumer consumer, Reply reply) throws IOException {
        reply.put("ConsumerName", consumer.name());
        reply.put("ConsumerARN", consumer.arn());
        reply.put("ConsumerStatus", "ACTIVE");
        reply.millis("ConsumerCreationTimestamp", consumer.createdMillis());
    }

    private Found find(Request request) {
        @Nullable String arn = request.string("ConsumerARN");
        if (arn != null) {
            return byArn(registry, arn);
        }
        DataStream stream = registry.byArn(request.requiredString("StreamARN"));
        String name = request.requiredString("ConsumerName");
        StreamConsumer consumer = stream.consumers().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> notFound(name, stream));
        return new Found(stream, consumer);
    }

    static Found byArn(StreamRegistry registry, String arn) {
        DataStream stream = registry.byArn(arn);
        return new Found(stream, registry.consumer(stream, arn).orElseThrow(() -> notFound(arn, stream)));
    }

    private static KinesisException notFound(String consumer, DataStream stream) {
        return KinesisException.notFound("Consumer " + consumer + " of stream " + stream.arn() + " not found.");
    }

    /** A consumer and the stream it belongs to. */
    record Found(DataStream stream, StreamConsumer consumer) {}
}
