package io.tapeline.local.kinesis.http;

import io.tapeline.local.kinesis.stream.DataStream;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tags of streams and of consumers. */
final class TagOperations {
    private static final int MAX_TAGS = 50;

    private final StreamRegistry registry;

    TagOperations(StreamRegistry registry) {
        this.registry = registry;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "AddTagsToStream",
                        (request, reply) ->
                                change(request.stream(registry), tags -> tags.putAll(request.stringMap("Tags"))),
                "RemoveTagsFromStream",
                        (request, reply) -> change(
                                request.stream(registry),
                                tags -> request.strings("TagKeys").forEach(tags::remove)),
                "ListTagsForStream", this::listForStream,
                "TagResource",
                        (request, reply) -> changeResource(request, tags -> tags.putAll(request.stringMap("Tags"))),
                "UntagResource",
                        (request, reply) -> changeResource(
                                request, tags -> request.strings("TagKeys").forEach(tags::remove)),
                "ListTagsForResource", this::listForResource);
    }

    private static void change(DataStream stream, Consumer<Map<String, String>> edit) {
        stream.update(settings -> settings.withTags(edited(settings.tags(), edit)));
    }

    private static Map<String, String> edited(Map<String, String> tags, Consumer<Map<String, String>> edit) {
        Map<String, String> next = new TreeMap<>(tags);
        edit.accept(next);
        if (next.size() > MAX_TAGS) {
            throw KinesisException.invalidArgument("Failed to add tags: more than " + MAX_TAGS + " tags.");
        }
        return next;
    }

    private void changeResource(Request request, Consumer<Map<String, String>> edit) {
        String arn = request.requiredString("ResourceARN");
        if (isConsumer(arn)) {
            ConsumerOperations.Found found = ConsumerOperations.byArn(registry, arn);
            found.stream()
                    .updateConsumer(found.consumer(), edited(found.consumer().tags(), edit));
        } else {
            change(registry.byArn(arn), edit);
        }
    }

    private static boolean isConsumer(String arn) {
        return arn.contains("/consumer/");
    }

    private void listForStream(Request request, Reply reply) throws IOException {
        DataStream stream = request.stream(registry);
        int limit = request.integer("Limit", 1, 50, 50);
        @Nullable String after = request.string("ExclusiveStartTagKey");
        TreeMap<String, String> sorted = new TreeMap<>(stream.settings().tags());
        Map<String, String> rest = after == null ? sorted : sorted.tailMap(after, false);
        List<Map.Entry<String, String>> page =
                rest.entrySet().stream().limit(limit).toList();
        write(page, reply);
        reply.flag("HasMoreTags", page.size() < rest.size());
    }

    private void listForResource(Request request, Reply reply) throws IOException {
        String arn = request.requiredString("ResourceARN");
        Map<String, String> tags = isConsumer(arn)
                ? ConsumerOperations.byArn(registry, arn).consumer().tags()
                : registry.byArn(arn).settings().tags();
        write(List.copyOf(new TreeMap<>(tags).entrySet()), reply);
    }

    private static void write(List<Map.Entry<String, String>> tags, Reply reply) throws IOException {
        reply.objects("Tags", tags, tag -> reply.put("Key", tag.getKey()).put("Value", tag.getValue()));
    }
}
