package io.tapeline.ingest;

import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Tells Quarkus that a request which has become a WebSocket is over. Quarkus counts requests, so as to wait for them when the
 * service ends, and takes one to be over when its response is; a WebSocket's response never is, and the end of the service
 * would wait for it until it gives up. There is no public way to say so.
 */
final class UpgradedRequests {
    private static final Method DONE = done();

    private UpgradedRequests() {}

    static void over(HttpServerRequest request) {
        try {
            DONE.invoke(QuarkusRequestWrapper.get(request));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Quarkus does not take a request to be over", e);
        }
    }

    private static Method done() {
        try {
            Method done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
            done.setAccessible(true);
            return done;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Quarkus counts requests in another way now", e);
        }
    }
}
