package io.tapeline.ingest.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tapeline.ingest.edge.HeadWatch;
import io.tapeline.ingest.trust.Access;
import io.tapeline.ingest.trust.Authentication;
import io.tapeline.ingest.trust.Caller;
import io.tapeline.ingest.trust.Scope;
import io.tapeline.ingest.trust.Trust;
import io.tapeline.ingest.trust.TrustListener;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything: asks each request for its key before a byte of its body is read. On the event loop: it does not
 * block.
 */
@Singleton
final class TrustFilter {
    /** Before Quarkus's own filters, which are at some hundreds. */
    private static final int FIRST = 10_000;

    private static final String CHALLENGE = "Bearer realm=\"tapeline\"";
    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    private final Trust trust;
    private final TrustListener listener;
    private final AuditTrail audit;
    private final Refusals refusals;

    @Inject
    TrustFilter(Trust trust, TrustListener listener, AuditTrail audit, Refusals refusals) {
        this.trust = trust;
        this.listener = listener;
        this.audit = audit;
        this.refusals = refusals;
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, FIRST);
    }

    private void filter(RoutingContext context) {
        HeadWatch.requested(context);
        HttpServerRequest request = context.request();
        Access access = Access.of(request.method().name(), String.valueOf(request.path()), isOfReplay(request));
        if (access.open()) {
            context.next();
            return;
        }
        LingeringClose.follow(context);
        Authentication authentication =
                trust.authenticate(request.getHeader(HttpHeaders.AUTHORIZATION), request.getHeader("X-Api-Key"));
        if (authentication instanceof Authentication.Known known) {
            admit(context, access, known.caller());
        } else if (authentication instanceof Authentication.Unknown unknown) {
            boolean missing = unknown.reason() == Authentication.Reason.MISSING;
            refuse(
                    context,
                    unknown.keyId(),
                    null,
                    unknown.reason().name(),
                    ProblemKind.UNAUTHENTICATED,
                    unknown.reason().message(),
                    Map.of(WWW_AUTHENTICATE, missing ? CHALLENGE : CHALLENGE + ", error=\"invalid_token\""));
        }
    }

    private void admit(RoutingContext context, Access access, Caller caller) {
        ApiRequest known = new ApiRequest(caller);
        long wait = caller.takeRequest();
        @Nullable Scope missing = access.missing(caller);
        if (wait > 0) {
            long seconds = (wait + 999_999_999L) / 1_000_000_000L;
            refuse(
                    context,
                    caller.keyId(),
                    known,
                    "TOO_FAST",
                    ProblemKind.TOO_FAST,
                    "wait " + seconds + " s, then post again",
                    Map.of("Retry-After", Long.toString(seconds)));
        } else if (missing != null) {
            refuse(
                    context,
                    caller.keyId(),
                    known,
                    "SCOPE",
                    ProblemKind.FORBIDDEN,
                    "the API key does not have the scope " + missing.label(),
                    Map.of(
                            WWW_AUTHENTICATE,
                            CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + missing.label() + "\""));
        } else {
            known.attachTo(context);
            if (changesSomething(context.request())) {
                audit.follow(context, caller.keyId(), known);
            }
            context.next();
        }
    }

    private void refuse(
            RoutingContext context,
            String keyId,
            @Nullable ApiRequest known,
            String reason,
            ProblemKind kind,
            String detail,
            Map<String, String> headers) {
        listener.refused(reason.toLowerCase(Locale.ROOT));
        audit.follow(context, keyId, known);
        refusals.answer(context, Problem.of(kind, detail), headers);
    }

    private static boolean changesSomething(HttpServerRequest request) {
        HttpMethod method = request.method();
        return !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS))
                || request.headers().contains(HttpHeaders.UPGRADE);
    }

    private static boolean isOfReplay(HttpServerRequest request) {
        try {
            return request.params().contains("replay");
        } catch (IllegalArgumentException e) {
            // A query that cannot be decoded: whatever it means, it needs the scope.
            return true;
        }
    }
}
