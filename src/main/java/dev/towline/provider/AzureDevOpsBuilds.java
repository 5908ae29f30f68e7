package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What Azure DevOps tells of builds: a completed build (resource version 1.0 of the XAML builds of TFS, 2.0 since), and a change
 * of a pipeline's run or of a stage of it. All number pipeline and run alike, so one run that is told by several is one build.
 *
 * <p>The repository's name is not always told, or only as a part of its address; in a XAML build it is not told at all and the
 * team project stands in. Such a name is as old as can be, so that it never takes the place of one that is known.
 *
 * <p>Fields: https://learn.microsoft.com/azure/devops/service-hooks/events (2026-11).
 */
final class AzureDevOpsBuilds {

    private static final Instant BEFORE_ANY = Instant.parse("0001-01-01T00:00:00Z");

    /** Where a XAML build got its source from: {@code LG:refs/heads/main:600c52d2…}. */
    private static final Pattern XAML_SOURCE = Pattern.compile("[A-Z]+:(refs/[^:]+):([0-9a-f]{7,64})");

    /** {@code https://dev.azure.com/organisation/project/_git/repository}; without a project where it has the repository's name. */
    private static final Pattern ADDRESS = Pattern.compile("https?://.+?/([^/]+)/_git/([^/?#]+)/?");

    /** A run that does not say its id ends its address with it. */
    private static final Pattern RUN = Pattern.compile(".*/runs/([0-9]{1,18})");

    private static final String SHA = "[0-9a-f]{7,64}";

    private AzureDevOpsBuilds() {}

    /** Builds of a version control other than git are not ours. */
    static List<Activity> completed(Json body) throws UnreadablePayload {
        Json build = AzureDevOpsBody.resource(body);
        Json definition = build.at("definition");
        Json told = build.at("repository");
        if (told.text("type", "").equalsIgnoreCase("TfsVersionControl")) {
            return List.of();
        }
        if (!build.has("definition")) {
            throw build.unreadable("definition", AzureDevOpsBody.ALL);
        }
        Json trigger = build.at("triggerInfo");
        Instant at = Fields.later(Fields.newest(body, "createdDate"), Fields.newest(build, "finishTime"));
        String name = definition.text("name", "");
        String number = build.text("buildNumber", "");
        var xaml = XAML_SOURCE.matcher(build.text("sourceGetVersion", ""));
        boolean old = xaml.matches();
        // A pull request is built as a merge that nobody pushed: its branch and their tip are what people know.
        String sha = trigger.text("pr.sourceSha", build.text("sourceVersion", "")).toLowerCase(Locale.ROOT);
        String ref = trigger.text("pr.sourceBranch", build.text("sourceBranch", ""));
        return List.of(new Activity.Built(built(body, build, told, at), new Build(
                Runs.pipeline("pipeline", Long.toString(definition.number("id"))), build.number("id"),
                number.startsWith(name) ? number : (name + " " + number).strip(),
                state(build.has("result") ? build.text("result") : build.text("status", "")), at,
                Links.web(build.at("_links").at("web").text("href", "")),
                old ? xaml.group(2) : sha.matches(SHA) ? sha : "", old ? xaml.group(1) : ref,
                Runs.keys(trigger.text("ci.message", ""), trigger.text("pr.title", ""), trigger.text("ci.sourceBranch", "")))));
    }

    private static Repository built(Json body, Json build, Json told, Instant at) throws UnreadablePayload {
        String project = build.at("project").text("name", build.at("definition").at("project").text("name", ""));
        String name = told.text("name", "");
        if (told.has("id")) {
            String full = project.isEmpty() || name.contains("/") ? name : project + "/" + name;
            return name.isBlank()
                    ? new Repository(Fields.told(told, "id"), Fields.told(told, "id"), "", BEFORE_ANY)
                    : new Repository(Fields.told(told, "id"), full, AzureDevOpsBody.web(told, "url"), at);
        }
        String id = body.at("resourceContainers").at("project").text("id", build.at("project").text("id", ""));
        if (id.isBlank()) {
            throw build.unreadable("repository", "missing, and no project stands in for it");
        }
        return new Repository(id, project.isEmpty() ? Fields.told(build.at("definition"), "name") : project, "", BEFORE_ANY);
    }

    /** An event of a stage tells of its run what one of the run itself does. */
    static List<Activity> runChanged(Json body) throws UnreadablePayload {
        Json resource = AzureDevOpsBody.resource(body);
        if (!resource.has("run")) {
            throw resource.unreadable("run", AzureDevOpsBody.ALL);
        }
        Json run = resource.at("run");
        Json pipeline = run.has("pipeline") ? run.at("pipeline") : resource.at("pipeline");
        Json self = run.at("resources").at("repositories").at("self");
        Json source = source(resource, self);
        Instant at = Fields.later(Fields.newest(body, "createdDate"), Fields.newest(run, "createdDate", "finishedDate"));
        String sha = self.text("version", source.at("change").text("version", "")).toLowerCase(Locale.ROOT);
        StringBuilder messages = new StringBuilder();
        for (Json changed : resource.list("repositories")) {
            messages.append(changed.at("change").text("message", "")).append('\n');
        }
        String state = run.text("state", "");
        return List.of(new Activity.Built(ran(body, resource, self.at("repository"), source), new Build(
                Runs.pipeline("pipeline", Long.toString(pipeline.number("id"))), number(resource, run),
                (pipeline.text("name", "") + " " + run.text("name", "")).strip(),
                state(state.equals("completed") ? run.text("result", "") : state), at,
                Links.web(run.at("_links").at("web").text("href", resource.at("stage").at("_links").at("web").text("href", ""))),
                sha.matches(SHA) ? sha : "", self.text("refName", ""), Runs.keys(messages.toString()))));
    }

    /** Of the repositories that a run uses the one with the pipeline's own file, which is called "self" or stands first; else what the run says. */
    private static Json source(Json resource, Json self) throws UnreadablePayload {
        List<Json> repositories = resource.list("repositories");
        for (Json repository : repositories) {
            if (repository.text("alias", "").equals("self")) {
                return repository;
            }
        }
        return repositories.isEmpty() ? self : repositories.getFirst();
    }

    private static long number(Json resource, Json run) throws UnreadablePayload {
        var address = RUN.matcher(run.text("url", ""));
        return run.has("id") || !address.matches()
                ? run.number("id", resource.number("runId", 0)) : Long.parseLong(address.group(1));
    }

    /** The project stands in where neither the id nor the address of the repository is told. */
    private static Repository ran(Json body, Json resource, Json self, Json source) throws UnreadablePayload {
        String url = AzureDevOpsBody.web(source, "url");
        var address = ADDRESS.matcher(url);
        String project = body.at("resourceContainers").at("project").text("id", resource.text("projectId", ""));
        String id = self.text("id", source.text("id", url.isEmpty() ? project : url));
        if (id.isBlank()) {
            throw resource.unreadable("repositories", "missing, and no project stands in for them");
        }
        String name = address.matches() ? address.group(1) + "/" + address.group(2) : id;
        return new Repository(id, name, address.matches() ? url : "", BEFORE_ANY);
    }

    /** The words for a build, for a run, and for both in all their spellings. A build that succeeded in part went through. */
    private static Build.State state(String told) {
        return switch (told.toLowerCase(Locale.ROOT)) {
            case "notstarted", "postponed", "waiting" -> Build.State.PENDING;
            case "inprogress", "running", "canceling", "cancelling" -> Build.State.IN_PROGRESS;
            case "succeeded", "partiallysucceeded", "succeededwithissues" -> Build.State.SUCCESSFUL;
            case "failed", "rejected" -> Build.State.FAILED;
            case "canceled", "cancelled", "stopped", "skipped", "abandoned" -> Build.State.CANCELLED;
            default -> Build.State.UNKNOWN;
        };
    }
}
