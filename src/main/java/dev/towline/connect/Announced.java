package dev.towline.connect;

import jakarta.enterprise.context.RequestScoped;

/** Holds the client key of the present install callback, once Atlassian's signature has vouched for it. */
@RequestScoped
class Announced {

    private String clientKey;

    void is(String proven) {
        this.clientKey = proven;
    }

    String clientKey() {
        if (clientKey == null) {
            throw new IllegalStateException("endpoint without a verifier");
        }
        return clientKey;
    }
}
