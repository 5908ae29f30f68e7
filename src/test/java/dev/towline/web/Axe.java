package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What axe finds in a page as it stands in the browser: by all of its rules in light, and in dark by those that colours can break. */
final class Axe {

    // Best practices too. A violation is told with the elements that have it.
    private static final String RUN = """
            async rules => (await axe.run(rules)).violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')}`)""";
    private static final Map<String, Object> ALL = Map.of();
    private static final Map<String, Object> OF_COLOURS = Map.of("runOnly", List.of("color-contrast", "link-in-text-block"));
    private static final String SCRIPT = script();

    private Axe() {}

    /** @param mode {@code light} or {@code dark}, as Jira says it */
    @SuppressWarnings("unchecked")
    static List<String> violations(Frame page, String mode) {
        assertTrue((boolean) page.evaluate("getComputedStyle(document.body).fontSize === '14px'"), "the style sheet is missing");
        page.evaluate("mode => { document.documentElement.dataset.colorMode = mode; document.querySelectorAll('details').forEach(part => { part.open = true; }); }", mode);
        page.evaluate(SCRIPT);
        return (List<String>) page.evaluate(RUN, mode.equals("dark") ? OF_COLOURS : ALL);
    }

    private static String script() {
        try (var script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
