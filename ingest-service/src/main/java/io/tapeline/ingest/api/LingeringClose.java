package io.tapeline.ingest.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Ends connections whose answer says so. What a client still sends is thrown away for a moment: if a connection ended with
 * bytes unread, the answer would be lost on the way.
 */
final class LingeringClose {
    private static final long MILLIS = 500;

    private LingeringClose() {}

    /** Ends the connection after the answer, if that says {@code Connection: close}. */
    static void follow(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            // Many requests share the connection there, and the header is not allowed.
            context.addHeadersEndHandler(unused -> context.response().headers().remove(HttpHeaders.CONNECTION));
            return;
        }
        context.addEndHandler(unused -> {
            HttpServerRequest request = context.request();
            String connection = context.response().headers().get(HttpHeaders.CONNECTION);
            if ("close".equalsIgnoreCase(connection)) {
                discard(request);
                context.vertx().setTimer(MILLIS, timer -> request.connection().close());
            }
        });
    }

    private static void discard(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.exceptionHandler(gone -> {});
            request.handler(waste -> {});
            request.resume();
        }
    }
}
