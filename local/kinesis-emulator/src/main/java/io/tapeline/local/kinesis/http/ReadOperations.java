package io.tapeline.local.kinesis.http;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tapeline.local.kinesis.log.ReadBudget;
import io.tapeline.local.kinesis.log.RecordVisitor;
import io.tapeline.local.kinesis.stream.DataStream;
import io.tapeline.local.kinesis.stream.Shard;
import io.tapeline.local.kinesis.stream.ShardIterator;
import io.tapeline.local.kinesis.stream.ShardPosition;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import java.io.IOException;
import java.util.Map;

/** Reading by polling. */
final class ReadOperations {
    private static final int MAX_RECORDS = 10_000;
    /** What the service gives at most; less on a small heap, where an answer and its encoding must fit several times over. */
    private static final long MAX_BYTES =
            Math.min(10L << 20, Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 32));

    private final StreamRegistry registry;

    ReadOperations(StreamRegistry registry) {
        this.registry = registry;
    }

    Map<String, Operation> operations() {
        return Map.of("GetShardIterator", this::getShardIterator, "GetRecords", this::getRecords);
    }

    private void getShardIterator(Request request, Reply reply) throws IOException {
        DataStream stream = request.stream(registry);
        Shard shard = stream.shard(request.requiredString("ShardId"));
        ShardPosition position = ShardPosition.of(
                request.requiredString("ShardIteratorType"),
                request.string("StartingSequenceNumber"),
                request.millis("Timestamp"),
                registry.now());
        reply.put("ShardIterator", iterator(stream, shard, position.resolve(shard)));
    }

    private String iterator(DataStream stream, Shard shard, long nextIndex) {
        return new ShardIterator(stream.name(), stream.createdMillis(), shard.id(), nextIndex, registry.now()).encode();
    }

    private void getRecords(Request request, Reply reply) throws IOException {
        long now = registry.now();
        ShardIterator iterator = ShardIterator.decode(request.requiredString("ShardIterator"), now);
        DataStream stream = registry.of(iterator);
        Shard shard = stream.shard(iterator.shardId());
        int limit = request.integer("Limit", 1, MAX_RECORDS, MAX_RECORDS);
        stream.admitRead(shard, now);

        ReadBudget budget = new ReadBudget(limit, MAX_BYTES);
        long[] lastArrival = {now};
        JsonGenerator out = reply.generator();
        out.writeArrayFieldStart("Records");
        RecordVisitor writer = recordWriter(shard, request.format(), out);
        long next = shard.read(iterator.nextIndex(), budget, (index, arrival, bytes, keyAt, keyLength, dataLength) -> {
            lastArrival[0] = arrival;
            writer.record(index, arrival, bytes, keyAt, keyLength, dataLength);
        });
        out.writeEndArray();
        stream.countRead(shard, budget.bytes());

        if (shard.endsAt(next)) {
            reply.put("MillisBehindLatest", 0);
            ShardOperations.children(stream, shard, reply);
        } else {
            reply.put("MillisBehindLatest", next >= shard.nextIndex() ? 0 : Math.max(0, now - lastArrival[0]));
            reply.put("NextShardIterator", iterator(stream, shard, next));
        }
    }

    /** Writes records as the members of an array that is already begun. */
    static RecordVisitor recordWriter(Shard shard, WireFormat format, JsonGenerator out) {
        return (index, arrival, bytes, keyAt, keyLength, dataLength) -> {
            out.writeStartObject();
            out.writeStringField("SequenceNumber", shard.sequenceNumber(index, arrival));
            out.writeFieldName("ApproximateArrivalTimestamp");
            format.writeMillis(out, arrival);
            out.writeFieldName("Data");
            out.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, bytes, keyAt + keyLength, dataLength);
            out.writeFieldName("PartitionKey");
            out.writeUTF8String(bytes, keyAt, keyLength);
            out.writeEndObject();
        };
    }
}
