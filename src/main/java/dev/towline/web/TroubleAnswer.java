package dev.towline.web;

import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.StaleStateException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers what nobody expected: in words, without a detail of ours. The details are in the log, once. Two administrators
 * who change one integration at the same moment are no fault of anybody's: the later one is told so.
 */
public class TroubleAnswer {

    // Wrapped by the transaction, by Hibernate and by JPA; a chain that is longer runs in a circle.
    private static final int CAUSES = 20;

    private static final Logger LOG = Logger.getLogger(TroubleAnswer.class);

    private final Texts texts;

    TroubleAnswer(@Spoken Texts texts) {
        this.texts = texts;
    }

    @ServerExceptionMapper
    public Response answer(Throwable trouble, UriInfo uri, Request request) {
        if (trouble instanceof WebApplicationException known) {
            return known.getResponse();
        }
        if (isConflict(trouble)) {
            return said(uri, 409, texts.changed_meanwhile());
        }
        LOG.errorf(trouble, "%s %s failed", request.getMethod(), uri.getRequestUri().getRawPath());
        return said(uri, 500, texts.failed());
    }

    static boolean isConflict(Throwable trouble) {
        return Stream.iterate(trouble, Objects::nonNull, Throwable::getCause).limit(CAUSES)
                .anyMatch(cause -> cause instanceof OptimisticLockException || cause instanceof StaleStateException);
    }

    private static Response said(UriInfo uri, int status, String words) {
        return uri.getPath().startsWith("/api/")
                ? Response.status(status).type(Problem.TYPE).entity(new Problem(status, words).body()).build()
                : Response.status(status).type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8")).entity(words).build();
    }
}
