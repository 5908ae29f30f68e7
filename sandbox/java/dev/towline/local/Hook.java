package dev.towline.local;

import dev.towline.sandbox.SandboxJira;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a git server posts its webhooks. @param path of the hook URL, at any node @param secret the signing secret */
public record Hook(String path, String secret) {

    private static final Pattern FIELD = Pattern.compile("\"(hookUrl|secret)\"\\s*:\\s*\"([^\"]+)\"");

    /** Makes an integration for GitHub, as an administrator of the site does. @param app a node on which the site is installed */
    public static Hook create(URI app, SandboxJira jira, String name) throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var answer = http.send(HttpRequest.newBuilder(app.resolve("/api/integrations"))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "JWT " + jira.contextToken("admin-account"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + name + "\",\"provider\":\"github\"}"))
                    .build(), HttpResponse.BodyHandlers.ofString());
            var fields = FIELD.matcher(answer.body()).results().collect(Collectors.toMap(field -> field.group(1), field -> field.group(2)));
            if (fields.size() != 2) {
                throw new IOException("no integration was made: " + answer.statusCode());
            }
            return new Hook(URI.create(fields.get("hookUrl")).getPath(), fields.get("secret"));
        }
    }
}
