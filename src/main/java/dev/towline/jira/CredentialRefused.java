package dev.towline.jira;

/** Atlassian does not accept our credential. No waiting helps; the message tells an administrator what to do. */
public final class CredentialRefused extends RuntimeException {

    public CredentialRefused(String message) {
        super(message);
    }
}
