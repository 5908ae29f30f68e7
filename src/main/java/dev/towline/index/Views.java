package dev.towline.index;

import dev.towline.activity.Person;
import dev.towline.index.Development.BranchView;
import dev.towline.index.Development.BuildView;
import dev.towline.index.Development.CommitView;
import dev.towline.index.Development.DeploymentView;
import dev.towline.index.Development.Place;
import dev.towline.index.Development.PullRequestView;
import dev.towline.index.Development.ReviewerView;
import dev.towline.index.Development.TagView;
import dev.towline.integration.IntegrationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Reads single rows of the statements in {@link DevelopmentSql}; what stands in other rows (head commits, reviews) comes later. */
final class Views {

    private Views() {}

    static CommitView commit(ResultSet row) throws SQLException {
        var fileCount = row.getObject("file_count", Integer.class);
        return new CommitView(
                place(row), row.getString("sha"), row.getString("message"),
                new Person(row.getString("author_name"), row.getString("author_email"), row.getString("author_username"), "", ""),
                Query.time(row, "authored_at"), row.getString("url"), fileCount == null ? OptionalInt.empty() : OptionalInt.of(fileCount),
                Json.files(row.getString("files")), Optional.ofNullable(row.getObject("merge", Boolean.class)), row.getObject("told_at") != null,
                ChangeLog.keys(row, "issue_keys"), row.getLong("position"));
    }

    static BranchView branch(ResultSet row) throws SQLException {
        return new BranchView(
                place(row), row.getString("name"), row.getString("head"), Query.time(row, "at"), row.getString("url"),
                Optional.empty(), row.getBoolean("removed"), ChangeLog.keys(row, "issue_keys"), row.getLong("position"));
    }

    static TagView tag(ResultSet row) throws SQLException {
        return new TagView(
                place(row), row.getString("name"), row.getString("head"), Query.time(row, "at"), row.getString("url"),
                Optional.empty(), ChangeLog.keys(row, "issue_keys"), row.getLong("position"));
    }

    static BuildView build(ResultSet row) throws SQLException {
        var build = BuildRows.read(row);
        return new BuildView(
                place(row), build.entity().id(), build.pipeline(), build.number(), build.name(), build.state(), build.updatedAt(), build.url(),
                build.sha(), build.ref(), ChangeLog.keys(row, "issue_keys"), row.getLong("position"));
    }

    static DeploymentView deployment(ResultSet row) throws SQLException {
        var deployment = DeploymentRows.read(row);
        return new DeploymentView(
                place(row), deployment.entity().id(), deployment.environment(), deployment.id(), deployment.name(), deployment.state(),
                deployment.updatedAt(), deployment.url(), deployment.sha(), deployment.ref(), ChangeLog.keys(row, "issue_keys"), row.getLong("position"));
    }

    static PullRequestView pullRequest(ResultSet row) throws SQLException {
        var requested = Json.people(row.getString("requested")).stream().map(person -> new ReviewerView(person, Optional.empty())).toList();
        return new PullRequestView(
                place(row), row.getString("number"), row.getString("title"), PullRequestRows.state(row), PullRequestRows.author(row),
                row.getString("source_branch"), row.getString("source_url"), row.getString("target_branch"), row.getString("target_url"), row.getString("url"),
                Query.time(row, "updated_at"), row.getInt("comment_count"), requested, row.getBoolean("live"), ChangeLog.keys(row, "issue_keys"), row.getLong("position"));
    }

    static Place place(ResultSet row) throws SQLException {
        return new Place(integration(row), row.getString("repository"), row.getString("repository_name"), row.getString("repository_url"));
    }

    static IntegrationId integration(ResultSet row) throws SQLException {
        return new IntegrationId(row.getObject("integration_id", UUID.class));
    }
}
