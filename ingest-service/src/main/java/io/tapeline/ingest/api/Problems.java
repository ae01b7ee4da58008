package io.tapeline.ingest.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Problems as HTTP answers. */
final class Problems {
    static final String MEDIA_TYPE = "application/problem+json";

    /** Seconds a client is asked to wait: about what a full buffer takes to empty. */
    private static final int RETRY_AFTER = 1;

    private Problems() {}

    static Response answer(ProblemKind kind, String detail) {
        return answer(Problem.of(kind, detail));
    }

    static Response answer(Problem problem) {
        return builder(problem).build();
    }

    static Response.ResponseBuilder builder(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(MEDIA_TYPE).entity(problem);
        return problem.status() == 503 ? response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER) : response;
    }
}
