package dev.towline.jira;

import jakarta.enterprise.context.RequestScoped;

/** Holds the {@link Viewer} of the present request, once a verifier has proven who it is. */
@RequestScoped
public class Caller {

    private Viewer viewer;

    /** For the verifiers alone. */
    public void is(Viewer proven) {
        this.viewer = proven;
    }

    /** @throws IllegalStateException when no verifier guards this endpoint: a defect of ours */
    public Viewer viewer() {
        if (viewer == null) {
            throw new IllegalStateException("endpoint without a verifier");
        }
        return viewer;
    }
}
