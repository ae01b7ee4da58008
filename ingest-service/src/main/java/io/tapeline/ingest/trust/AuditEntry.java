package io.tapeline.ingest.trust;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log says of one request. Never a secret: a key is named by its id.
 *
 * @param time when it came in
 * @param keyId the caller's key, or the one claimed; empty if there was none
 * @param known whether the key was the caller's, and valid
 * @param remote the address it came from
 * @param method its method
 * @param path its path, without the query
 * @param status the answer's status; 0 if the client was gone before it could be given
 * @param accepted items accepted; -1 if it was no post of items, or they are not known
 * @param rejected items refused; -1 likewise
 * @param bytes bytes of its body that were read, as they came
 * @param millis from its head to the end of the answer, milliseconds
 * @param idempotencyKey its Idempotency-Key, if it had one that can be one
 */
public record AuditEntry(
        Instant time,
        String keyId,
        boolean known,
        String remote,
        String method,
        String path,
        int status,
        long accepted,
        long rejected,
        long bytes,
        long millis,
        @Nullable String idempotencyKey) {
    /** The logger that gets the lines. */
    public static final String CATEGORY = "io.tapeline.ingest.audit";

    private static final JsonFactory JSON = new JsonFactory();

    /** One line of JSON. */
    public String json() {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator line = JSON.createGenerator(text)) {
            line.writeStartObject();
            line.writeStringField("time", time.toString());
            line.writeStringField(known ? "key" : "claimed_key", keyId);
            line.writeStringField("remote", remote);
            line.writeStringField("method", method);
            line.writeStringField("path", path);
            line.writeNumberField("status", status);
            if (accepted >= 0) {
                line.writeNumberField("accepted", accepted);
                line.writeNumberField("rejected", rejected);
            }
            line.writeNumberField("bytes", bytes);
            line.writeNumberField("duration_ms", millis);
            if (idempotencyKey != null) {
                line.writeStringField("idempotency_key", idempotencyKey);
            }
            line.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.toString();
    }
}
