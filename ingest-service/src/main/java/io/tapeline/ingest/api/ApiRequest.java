package io.tapeline.ingest.api;

import io.tapeline.ingest.trust.Caller;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What is known of a request besides what it says itself. Made by {@link TrustFilter}; one thread at a time. */
final class ApiRequest {
    private static final String NAME = ApiRequest.class.getName();

    private final Caller caller;
    private volatile long accepted = -1;
    private volatile long rejected = -1;
    private volatile @Nullable String idempotencyKey;

    ApiRequest(Caller caller) {
        this.caller = caller;
    }

    void attachTo(RoutingContext context) {
        context.put(NAME, this);
    }

    static ApiRequest of(RoutingContext context) {
        ApiRequest request = context.get(NAME);
        if (request == null) {
            throw new IllegalStateException("a request that no filter has let in: " + context.normalizedPath());
        }
        return request;
    }

    Caller caller() {
        return caller;
    }

    /** So many items were in its body. */
    void hadItems(long taken, long refused) {
        accepted = taken;
        rejected = refused;
        caller.charge(taken + refused);
    }

    void hadIdempotencyKey(String key) {
        idempotencyKey = key;
    }

    long accepted() {
        return accepted;
    }

    long rejected() {
        return rejected;
    }

    @Nullable
    String idempotencyKey() {
        return idempotencyKey;
    }
}
