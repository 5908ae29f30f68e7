package dev.towline.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;

/** Answers a {@link Problem} as {@code application/problem+json}. */
@Provider
public class ProblemAnswer implements ExceptionMapper<Problem> {

    /** Long enough not to press a Jira in trouble, short enough for a person who waits. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Response toResponse(Problem problem) {
        var body = problem.body();
        var answer = Response.status(body.status()).type(Problem.TYPE).entity(body);
        if (body.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            answer.header(HttpHeaders.RETRY_AFTER, PATIENCE.toSeconds());
        }
        return answer.build();
    }
}
