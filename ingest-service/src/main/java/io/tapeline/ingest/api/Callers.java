package io.tapeline.ingest.api;

import io.tapeline.ingest.trust.Caller;
import io.vertx.ext.web.RoutingContext;

/** Who makes requests, for those that are not answered here. */
public final class Callers {
    private Callers() {}

    /** Who makes the request. */
    public static Caller of(RoutingContext context) {
        return ApiRequest.of(context).caller();
    }
}
