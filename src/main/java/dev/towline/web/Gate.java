package dev.towline.web;

import dev.towline.jira.Caller;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Permissions;
import dev.towline.jira.Viewer;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets Jira administrators through to the integrations, and nobody else. Jira is asked for each call: a right may end at any time. */
@ApplicationScoped
public class Gate {

    private final Caller caller;
    private final Permissions permissions;
    private final Texts texts;

    Gate(Caller caller, Permissions permissions, @Spoken Texts texts) {
        this.caller = caller;
        this.permissions = permissions;
        this.texts = texts;
    }

    /** The administrator who asks. @throws Problem 403 when it is somebody else, 503 when Jira does not say */
    Viewer administrator() {
        var viewer = caller.viewer();
        try {
            if (permissions.administers(viewer)) {
                return viewer;
            }
        } catch (JiraUnavailable e) {
            throw new Problem(503, texts.unavailable_title());
        }
        throw new Problem(403, texts.forbidden_title());
    }
}
