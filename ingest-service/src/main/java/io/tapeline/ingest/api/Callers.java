package io.tapeline.ingest.api;

import io.tapeline.ingest.post.Admission;
import io.vertx.ext.web.RoutingContext;

/** Who makes requests, for those that are not answered here. */
public final class Callers {
    private Callers() {}

    /** The symbols and venues that the caller's key lets in. */
    public static Admission admission(RoutingContext context) {
        return ApiRequest.of(context).caller().admission();
    }
}
