package io.tapeline.local.kinesis.http;

import io.tapeline.local.kinesis.stream.KinesisException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Messages of an event stream: the frames that SubscribeToShard answers with. */
final class EventFrames {
    static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private EventFrames() {}

    /** What every subscription begins with. */
    static Buffer initialResponse(WireFormat format) throws IOException {
        return event("initial-response", format, new Reply(format).finish());
    }

    static Buffer event(String type, WireFormat format, byte[] payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(":event-type", HeaderValue.fromString(type));
        headers.put(":content-type", HeaderValue.fromString(format.payloadType()));
        headers.put(":message-type", HeaderValue.fromString("event"));
        return frame(headers, payload);
    }

    static Buffer exception(KinesisException error, WireFormat format) throws IOException {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(":exception-type", HeaderValue.fromString(error.type().code()));
        headers.put(":content-type", HeaderValue.fromString(format.payloadType()));
        headers.put(":message-type", HeaderValue.fromString("exception"));
        return frame(
                headers,
                new Reply(format)
                        .put("message", String.valueOf(error.getMessage()))
                        .finish());
    }

    private static Buffer frame(Map<String, HeaderValue> headers, byte[] payload) {
        ByteBuffer encoded = new Message(headers, payload).toByteBuffer();
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return Buffer.buffer(bytes);
    }
}
