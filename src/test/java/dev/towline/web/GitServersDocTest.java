package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.provider.Abilities.Told;
import dev.towline.provider.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/git-servers.md is made from the code. When this fails, what it should be lies in target/git-servers.md: read it, then copy it. */
class GitServersDocTest {

    @Test
    void the_page_says_what_the_code_says() throws IOException {
        var made = Files.writeString(Path.of("target/git-servers.md"), page());
        var page = Path.of("docs/git-servers.md");
        assertEquals(Files.readString(made), Files.exists(page) ? Files.readString(page) : "");
    }

    private static String page() {
        var texts = CheckSamples.TEXTS;
        var page = new StringBuilder("# What each git server tells, and what not\n\nMade from the code (`provider/Abilities`); `GitServersDocTest` keeps it so.\n\n");
        page.append("| ").append(texts.told()).append(" |");
        Arrays.stream(Told.values()).forEach(told -> page.append(' ').append(words(told)).append(" |"));
        page.append("\n|---|").append("---|".repeat(Told.values().length)).append('\n');
        for (var provider : Provider.values()) {
            page.append("| ").append(provider.label()).append(" |");
            Arrays.stream(Told.values()).forEach(told -> page.append(provider.abilities().tells().contains(told) ? " yes |" : " – |"));
            page.append('\n');
        }
        page.append("\n| server | ").append(texts.listed()).append(" | ").append(texts.settings()).append(" | ").append(texts.largest()).append(" | ").append(texts.away()).append(" |\n|---|---|---|---|---|\n");
        for (var provider : Provider.values()) {
            var cells = Pages.render("parts/abilities", java.util.Map.of("view", AbilitiesView.of(provider))).lines()
                    .filter(line -> line.startsWith("<tr>")).skip(Told.values().length)
                    .map(line -> line.replaceFirst(".*</th><td>", "").replace("</td></tr>", "").replaceAll("</?code>", "`").replaceAll("\\s+", " ").strip()).collect(Collectors.joining(" | "));
            page.append("| ").append(provider.label()).append(" | ").append(cells).append(" |\n");
        }
        return page.append('\n').append(texts.by_webhook()).append('\n').toString();
    }

    private static String words(Told told) {
        return switch (told) {
            case COMMITS -> CheckSamples.TEXTS.commits();
            case FILES -> CheckSamples.TEXTS.files();
            case BRANCHES -> CheckSamples.TEXTS.branches();
            case TAGS -> CheckSamples.TEXTS.tags();
            case PULL_REQUESTS -> CheckSamples.TEXTS.pull_requests();
            case REVIEWS -> CheckSamples.TEXTS.reviews();
            case BUILDS -> CheckSamples.TEXTS.builds();
            case DEPLOYMENTS -> CheckSamples.TEXTS.deployments();
        };
    }
}
