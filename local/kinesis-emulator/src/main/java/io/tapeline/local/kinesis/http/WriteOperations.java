package io.tapeline.local.kinesis.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tapeline.local.kinesis.stream.DataStream;
import io.tapeline.local.kinesis.stream.ErrorType;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.PutOutcome;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writing: one record, or up to 500. */
final class WriteOperations {
    private static final PutOutcome.Refused SCRIPTED = new PutOutcome.Refused(
            ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED, "Rate exceeded: refused by the fault script.");

    private final StreamRegistry registry;

    WriteOperations(StreamRegistry registry) {
        this.registry = registry;
    }

    byte[] putRecord(WireFormat format, byte[] body) throws IOException {
        PutRequest request = PutRequest.parseOne(format, body);
        DataStream stream = Request.streamOf(registry, request.streamName(), request.streamArn());
        PutOutcome outcome =
                stream.put(request.entries(), position -> null, registry.now()).get(0);
        if (outcome instanceof PutOutcome.Refused refused) {
            throw new KinesisException(refused.type(), refused.message());
        }
        registry.enforceHeapBudget();
        Reply reply = new Reply(format);
        write((PutOutcome.Stored) outcome, reply.generator());
        return reply.put("EncryptionType", "NONE").finish();
    }

    /**
     * Stores up to 500 records.
     *
     * @param refuseEvery refuse the records at 0, n, 2n, ...; 0 refuses none
     */
    byte[] putRecords(WireFormat format, byte[] body, int refuseEvery) throws IOException {
        PutRequest request = PutRequest.parseMany(format, body);
        DataStream stream = Request.streamOf(registry, request.streamName(), request.streamArn());
        IntFunction<PutOutcome.@Nullable Refused> preset =
                position -> refuseEvery > 0 && position % refuseEvery == 0 ? SCRIPTED : null;
        List<PutOutcome> outcomes = stream.put(request.entries(), preset, registry.now());
        registry.enforceHeapBudget();

        Reply reply = new Reply(format, 64 + 128 * outcomes.size());
        JsonGenerator out = reply.generator();
        int failed = 0;
        out.writeArrayFieldStart("Records");
        for (PutOutcome outcome : outcomes) {
            out.writeStartObject();
            if (outcome instanceof PutOutcome.Refused refused) {
                out.writeStringField("ErrorCode", refused.type().code());
                out.writeStringField("ErrorMessage", refused.message());
                failed++;
            } else {
                write((PutOutcome.Stored) outcome, out);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        return reply.put("FailedRecordCount", failed)
                .put("EncryptionType", "NONE")
                .finish();
    }

    private static void write(PutOutcome.Stored stored, JsonGenerator out) throws IOException {
        out.writeStringField("SequenceNumber", stored.sequenceNumber());
        out.writeStringField("ShardId", stored.shardId());
    }
}
