package io.tapeline.ingest.api;

import io.tapeline.ingest.post.PostType;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request's headers say of its body.
 *
 * @param format what is in it
 * @param packing how it is packed
 */
record BodyType(PostType.Format format, PostType.Packing packing) {
    /** The headers name a type, a charset or an encoding that is not supported. */
    static final class UnsupportedException extends Exception {
        UnsupportedException(String message) {
            super(message);
        }
    }

    static BodyType of(HttpHeaders headers) throws UnsupportedException {
        return new BodyType(
                format(headers.getHeaderString(HttpHeaders.CONTENT_TYPE)),
                packing(headers.getRequestHeader(HttpHeaders.CONTENT_ENCODING)));
    }

    private static PostType.Format format(@Nullable String contentType) throws UnsupportedException {
        if (contentType == null || contentType.isBlank()) {
            return PostType.Format.JSON;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=")
                    && !parameter.equals("charset=utf-8")
                    && !parameter.equals("charset=utf8")) {
                throw new UnsupportedException("the body must be UTF-8, not " + parameter.substring(8));
            }
        }
        return switch (parts[0].strip()) {
            case "application/json" -> PostType.Format.JSON;
            case "application/x-ndjson", "application/ndjson", "application/jsonl" -> PostType.Format.NDJSON;
            case "text/csv", "application/csv" -> PostType.Format.CSV;
            case "application/avro", "avro/binary" -> PostType.Format.AVRO;
            default ->
                throw new UnsupportedException(
                        "Content-Type must be application/json, application/x-ndjson, text/csv or application/avro, not "
                                + parts[0].strip());
        };
    }

    private static PostType.Packing packing(@Nullable List<String> encodings) throws UnsupportedException {
        String encoding =
                encodings == null ? "" : String.join(",", encodings).strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> PostType.Packing.PLAIN;
            case "gzip", "x-gzip" -> PostType.Packing.GZIP;
            case "zstd" -> PostType.Packing.ZSTD;
            default ->
                throw new UnsupportedException("Content-Encoding must be gzip, zstd or identity, not " + encoding);
        };
    }
}
