package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Why a call of our own browser code was not done, as RFC 9457 says it. Where a field is at fault it is named,
 * so that the page can put the words beside it.
 */
final class Problem extends RuntimeException {

    static final String TYPE = "application/problem+json";

    /** A field of the request, as a path such as {@code rules.descriptionKeys}, and what is wrong with it, in words. */
    @RegisterForReflection
    public record FieldError(String field, String message) {}

    /** The body. The type {@code about:blank} says that the status tells all a program needs to know. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Body(String type, String title, int status, List<FieldError> errors) {}

    private final int status;
    private final transient List<FieldError> errors;

    Problem(int status, String title) {
        this(status, title, List.of());
    }

    Problem(int status, String title, List<FieldError> errors) {
        super(title, null, false, false);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    Body body() {
        return new Body("about:blank", getMessage(), status, errors);
    }
}
