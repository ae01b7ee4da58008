package io.tapeline.ingest.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns the framework's own refusals, such as an unknown path, into problems too. */
final class ProblemMapper {
    @ServerExceptionMapper
    Response map(WebApplicationException failure) {
        Response given = failure.getResponse();
        Problem problem = new Problem(
                "about:blank",
                given.getStatusInfo().getReasonPhrase(),
                given.getStatus(),
                String.valueOf(failure.getMessage()),
                null,
                null,
                null,
                null);
        Response.ResponseBuilder answer = Problems.builder(problem);
        given.getHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("content-type")) {
                values.forEach(value -> answer.header(name, value));
            }
        });
        return answer.build();
    }
}
