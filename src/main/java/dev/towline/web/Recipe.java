package dev.towline.web;

import dev.towline.provider.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Commands and files that spare an administrator of a git server the clicking: webhooks for many repositories at once, and the settings that
 * raise the server's limits. They lie in {@code recipes/<provider>/}, each with the page of the server's maker that says so. Words in capitals
 * are the reader's to replace.
 */
public record Recipe(List<Command> many, List<Command> limits) {

    /** @param id what {@code parts/command.html} calls it: the name of its file */
    public record Command(String id, String text) {

        /** The id of its field on a page. */
        public String field() {
            return "command-" + id;
        }

        /** Of its field: one more than it has lines, for the scroll bar. */
        public long rows() {
            return text.lines().count() + 1;
        }
    }

    static Recipe of(Provider provider, String scriptsUrl, String hookUrl, String secret) {
        var files = switch (provider) {
            case GITHUB -> List.of("organisation.sh", "repositories.sh", "terraform.tf");
            case GITLAB -> List.of("group.sh", "projects.sh", "server.sh", "terraform.tf", "limit.sh");
            case BITBUCKET_SERVER, AZURE_DEVOPS -> List.of("projects.sh");
            case BITBUCKET_CLOUD -> List.of("workspace.sh");
            case GITEA, FORGEJO -> List.of("organisations.sh", "limit.ini");
            case GOGS -> List.of("repositories.sh", "limit.ini");
            case GERRIT, GIT -> List.of("server.sh");
            case CODECOMMIT -> List.of("region.sh");
        };
        var commands = files.stream().map(file -> new Command(file.substring(0, file.indexOf('.')), filled(provider.code() + "/" + file, scriptsUrl, hookUrl, secret))).toList();
        return new Recipe(commands.stream().filter(command -> !isLimit(command)).toList(), commands.stream().filter(Recipe::isLimit).toList());
    }

    private static boolean isLimit(Command command) {
        return command.id().equals("limit");
    }

    // The two values hold letters, digits and - _ . : / only (see ShellCommands), which neither a shell nor JSON nor Terraform takes for more.
    private static String filled(String file, String scriptsUrl, String hookUrl, String secret) {
        return source(file).strip()
                .replace("AGENT_URL", scriptsUrl)
                .replace("HOOK_HOST", URI.create(hookUrl).getHost())
                .replace("HOOK_URL", hookUrl)
                .replace("SIGNING_SECRET", secret);
    }

    private static String source(String file) {
        try (var source = Recipe.class.getResourceAsStream("/recipes/" + file)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
