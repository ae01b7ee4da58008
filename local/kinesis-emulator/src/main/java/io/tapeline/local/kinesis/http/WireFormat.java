package io.tapeline.local.kinesis.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two encodings that Kinesis speaks. They differ in how they write bytes and times, and in nothing else. */
enum WireFormat {
    JSON(new JsonFactory(), "application/x-amz-json-1.1", "application/json") {
        @Override
        void writeMillis(JsonGenerator out, long millis) throws IOException {
            String fraction = Long.toString(1000 + millis % 1000).substring(1);
            out.writeNumber(millis / 1000 + "." + fraction);
        }

        @Override
        long millis(JsonNode value) {
            return Math.round(value.asDouble() * 1000);
        }
    },
    CBOR(new CBORFactory(), "application/x-amz-cbor-1.1", "application/cbor") {
        @Override
        void writeMillis(JsonGenerator out, long millis) throws IOException {
            out.writeNumber(millis);
        }

        @Override
        long millis(JsonNode value) {
            // Integers are milliseconds to the service's CBOR; a fraction can only be seconds.
            return value.isIntegralNumber() ? value.asLong() : Math.round(value.asDouble() * 1000);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // thread-safe, and never configured after this
    private final JsonFactory factory;

    @SuppressWarnings("ImmutableEnumChecker") // thread-safe, and never configured after this
    private final ObjectMapper mapper;

    private final String contentType;
    private final String payloadType;

    WireFormat(JsonFactory factory, String contentType, String payloadType) {
        this.factory = factory;
        this.mapper = new ObjectMapper(factory);
        this.contentType = contentType;
        this.payloadType = payloadType;
    }

    static WireFormat of(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("cbor") ? CBOR : JSON;
    }

    JsonFactory factory() {
        return factory;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    /** The content type of a response. */
    String contentType() {
        return contentType;
    }

    /** The content type of one event of a stream. */
    String payloadType() {
        return payloadType;
    }

    abstract void writeMillis(JsonGenerator out, long millis) throws IOException;

    abstract long millis(JsonNode value);
}
