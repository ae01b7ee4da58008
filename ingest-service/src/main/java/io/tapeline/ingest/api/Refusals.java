package io.tapeline.ingest.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Answers requests that get no further, on the event loop. A body that is short is read and thrown away, so that the client
 * gets to read the answer and the connection stays; for a long or slow one it ends.
 */
@Singleton
final class Refusals {
    /** The most that is read of a body that is of no use. */
    private static final long MAX_DISCARDED = 64 * 1024;

    /** How long it is waited for, milliseconds. */
    private static final long PATIENCE = 2_000;

    private final ObjectMapper json;

    @Inject
    Refusals(ObjectMapper json) {
        this.json = json;
    }

    void answer(RoutingContext context, Problem problem, Map<String, String> headers) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.setStatusCode(problem.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE);
        headers.forEach(response::putHeader);
        byte[] body = bytes(problem);
        boolean waitsForUs = request.headers().contains(HttpHeaders.EXPECT);
        if (request.isEnded()) {
            response.end(Buffer.buffer(body));
        } else if (waitsForUs || isLong(request)) {
            end(context, body);
        } else {
            discard(context, body);
        }
    }

    private static boolean isLong(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length != null && Long.parseLong(length) > MAX_DISCARDED;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static void discard(RoutingContext context, byte[] body) {
        HttpServerRequest request = context.request();
        long timer = context.vertx().setTimer(PATIENCE, unused -> end(context, body));
        request.exceptionHandler(unused -> context.vertx().cancelTimer(timer));
        request.handler(unused -> {
            if (request.bytesRead() > MAX_DISCARDED && context.vertx().cancelTimer(timer)) {
                end(context, body);
            }
        });
        request.endHandler(unused -> {
            if (context.vertx().cancelTimer(timer)) {
                context.response().end(Buffer.buffer(body));
            }
        });
        request.resume();
    }

    /** Answers without reading further; {@link LingeringClose} ends the connection. */
    private static void end(RoutingContext context, byte[] body) {
        HttpServerRequest request = context.request();
        request.pause();
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.end(Buffer.buffer(body))
                    .onComplete(unused -> request.connection().close());
        }
    }

    private byte[] bytes(Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written", e);
        }
    }
}
