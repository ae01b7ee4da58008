package io.tapeline.local.kinesis.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.PutEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of PutRecord and PutRecords, read in one pass without a tree: this is the hot path. */
record PutRequest(@Nullable String streamName, @Nullable String streamArn, List<PutEntry> entries) {
    static final int MAX_RECORDS = 500;
    static final int MAX_BYTES = 5 << 20;

    static PutRequest parseOne(WireFormat format, byte[] body) {
        return parse(format, body, new Members());
    }

    static PutRequest parseMany(WireFormat format, byte[] body) {
        PutRequest request = parse(format, body, null);
        if (request.entries().isEmpty()) {
            throw KinesisException.constraint("records", "[]", "Member must have length greater than or equal to 1");
        }
        return request;
    }

    private static PutRequest parse(WireFormat format, byte[] body, @Nullable Members single) {
        try (JsonParser in = format.factory().createParser(body)) {
            require(in.nextToken() == JsonToken.START_OBJECT);
            @Nullable String name = null;
            @Nullable String arn = null;
            List<PutEntry> entries = new ArrayList<>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                JsonToken value = in.nextToken();
                switch (field) {
                    case "StreamName" -> name = string(in, value);
                    case "StreamARN" -> arn = string(in, value);
                    case "Records" -> records(in, value, entries);
                    default -> {
                        if (single == null || !single.accept(field, in, value)) {
                            in.skipChildren();
                        }
                    }
                }
            }
            require(in.currentToken() == JsonToken.END_OBJECT);
            return new PutRequest(name, arn, single == null ? entries : List.of(single.entry()));
        } catch (IOException e) {
            throw Request.malformed();
        }
    }

    private static void records(JsonParser in, @Nullable JsonToken value, List<PutEntry> entries) throws IOException {
        require(value == JsonToken.START_ARRAY);
        long bytes = 0;
        while (in.nextToken() == JsonToken.START_OBJECT) {
            Members members = new Members();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                if (!members.accept(field, in, in.nextToken())) {
                    in.skipChildren();
                }
            }
            require(in.currentToken() == JsonToken.END_OBJECT);
            PutEntry entry = members.entry();
            bytes += entry.bytes();
            entries.add(entry);
            if (entries.size() > MAX_RECORDS) {
                throw KinesisException.constraint(
                        "records", "[...]", "Member must have length less than or equal to " + MAX_RECORDS);
            }
            if (bytes > MAX_BYTES) {
                throw KinesisException.invalidArgument("Records size exceeds 5 MB limit");
            }
        }
        require(in.currentToken() == JsonToken.END_ARRAY);
    }

    private static @Nullable String string(JsonParser in, @Nullable JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return null;
        }
        require(value == JsonToken.VALUE_STRING);
        return in.getText();
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw Request.malformed();
        }
    }

    /** The members of one record, as they come. */
    private static final class Members {
        private @Nullable String partitionKey;
        private @Nullable String explicitHashKey;
        private byte @Nullable [] data;

        boolean accept(String field, JsonParser in, @Nullable JsonToken value) throws IOException {
            switch (field) {
                case "PartitionKey" -> partitionKey = string(in, value);
                case "ExplicitHashKey" -> explicitHashKey = string(in, value);
                case "Data" -> {
                    require(value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_EMBEDDED_OBJECT);
                    data = in.getBinaryValue();
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        PutEntry entry() {
            return PutEntry.of(partitionKey, explicitHashKey, data);
        }
    }
}
