package dev.towline.devinfo;

import dev.towline.index.Change;
import dev.towline.index.Development.EntityId;
import dev.towline.integration.IntegrationId;
import java.util.Locale;

/** Names one commit, branch, pull request, build or deployment of a tenant, in our own words (not yet in Jira's alphabet). */
record Entity(Kind kind, IntegrationId integration, String repository, String name) {

    enum Kind {
        COMMIT("commits", Api.DEVINFO), BRANCH("branches", Api.DEVINFO), PULL_REQUEST("pullRequests", Api.DEVINFO),
        BUILD("builds", Api.BUILDS), DEPLOYMENT("deployments", Api.DEPLOYMENTS);

        /** What Jira calls a list of these. */
        final String list;

        /** Where Jira is told of these. */
        final Api api;

        Kind(String list, Api api) {
            this.list = list;
            this.api = api;
        }

        /** What Jira's addresses and our tables call one of these. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** The entity of this kind that a change tells of. */
    static Entity of(Kind kind, Change change) {
        return new Entity(kind, change.integration(), change.repository(), change.entity());
    }

    EntityId id() {
        return new EntityId(integration, repository, name);
    }

    /** Whose it is. */
    RepositoryId in() {
        return new RepositoryId(integration, repository);
    }

    /** Names one repository of a tenant. */
    record RepositoryId(IntegrationId integration, String repository) {}
}
