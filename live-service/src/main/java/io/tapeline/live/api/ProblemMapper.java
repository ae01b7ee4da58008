package io.tapeline.live.api;

import io.tapeline.live.problem.Problem;
import io.tapeline.live.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns refusals into problems. */
final class ProblemMapper {
    @ServerExceptionMapper
    Response map(ProblemException refusal) {
        Problem problem = refusal.problem();
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
