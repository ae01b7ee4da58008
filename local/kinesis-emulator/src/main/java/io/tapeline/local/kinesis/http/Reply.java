package io.tapeline.local.kinesis.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** Writes one response, or one event, in the client's encoding. Not thread-safe. */
final class Reply {
    private final WireFormat format;
    private final GrowingOutput bytes;
    private final JsonGenerator out;

    Reply(WireFormat format) {
        this(format, 256);
    }

    Reply(WireFormat format, int expectedBytes) {
        this.format = format;
        this.bytes = new GrowingOutput(expectedBytes);
        try {
            this.out = format.factory().createGenerator(bytes);
            out.writeStartObject();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The generator, for what is written record by record. */
    JsonGenerator generator() {
        return out;
    }

    Reply put(String name, String value) throws IOException {
        out.writeStringField(name, value);
        return this;
    }

    Reply put(String name, Optional<String> value) throws IOException {
        return value.isPresent() ? put(name, value.get()) : this;
    }

    Reply put(String name, long value) throws IOException {
        out.writeNumberField(name, value);
        return this;
    }

    Reply flag(String name, boolean value) throws IOException {
        out.writeBooleanField(name, value);
        return this;
    }

    Reply millis(String name, long millis) throws IOException {
        out.writeFieldName(name);
        format.writeMillis(out, millis);
        return this;
    }

    Reply object(String name, Body body) throws IOException {
        out.writeObjectFieldStart(name);
        body.write();
        out.writeEndObject();
        return this;
    }

    Reply strings(String name, Collection<String> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
        return this;
    }

    <T> Reply objects(String name, Collection<T> items, ItemBody<T> body) throws IOException {
        out.writeArrayFieldStart(name);
        for (T item : items) {
            out.writeStartObject();
            body.write(item);
            out.writeEndObject();
        }
        out.writeEndArray();
        return this;
    }

    byte[] finish() throws IOException {
        out.writeEndObject();
        out.close();
        return bytes.toByteArray();
    }

    interface Body {
        void write() throws IOException;
    }

    interface ItemBody<T> {
        void write(T item) throws IOException;
    }
}
