package dev.towline.web;

import dev.towline.index.Development;
import dev.towline.web.DevelopmentView.CommitRow;
import dev.towline.web.DevelopmentView.IntegrationRef;
import dev.towline.web.DevelopmentView.RepositoryRef;
import java.util.List;
import java.util.Optional;

/**
 * A tag, as the panel shows it and the API tells it.
 *
 * @param at when it was made, or moved last
 */
public record TagRow(
        RepositoryRef repository, IntegrationRef integration, String name, String head, Moment at, String url, Optional<CommitRow> commit, List<String> issueKeys) {

    static TagRow of(Development.TagView tag, IntegrationRef integration) {
        return new TagRow(
                RepositoryRef.of(tag.place()), integration, tag.name(), tag.head(), new Moment(tag.at()), Links.safe(tag.url()),
                tag.commit().map(commit -> CommitRow.of(commit, integration)), DevelopmentView.keys(tag.issueKeys()));
    }

    public String id() {
        return Names.id("tag", integration.id(), repository.id(), name);
    }
}
