package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.alert.AlertTexts;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a page says, it says in German too. */
class LanguageTest {

    private static final java.nio.file.Path MAIN = java.nio.file.Path.of("src/main/java/dev/towline");
    private static final java.nio.file.Path TEMPLATES = java.nio.file.Path.of("src/main/resources/templates");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern TAG = Pattern.compile("<!?/?[a-zA-Z][^>]*>");
    private static final Pattern EXPRESSION = Pattern.compile("\\{[#/@!]?[a-zA-Z!/][^{}]*}|\\{/}");
    // What no translation is needed for: marks, units, and the names of what stands in settings.
    private static final Set<String> NO_WORDS = Set.of("UTC", "CSV", "Towline");
    // A query of Jira's, and what stands in the console.
    private static final Set<String> NO_SENTENCES = Set.of("'sprint in openSprints()'", "`Jira answered x`");
    private static final Pattern ENGLISH = Pattern.compile("(?i)\\b(the|is|not|of|this|that|and|with|has|have|was|were|which|where|what|your|you|it|from|again|does|do|are|by|when|so|but)\\b");

    static Stream<Class<?>> bundles() {
        return Stream.of(Texts.class, TraceTexts.class, ManageTexts.class, HealthTexts.class, ProjectTexts.class, SetupTexts.class, CheckTexts.class, AlertTexts.class);
    }

    @Test
    void every_bundle_is_looked_at() throws IOException {
        try (var files = Files.walk(MAIN)) {
            var found = files.filter(file -> file.toString().endsWith("Texts.java")).filter(file -> read(file).contains("@MessageBundle")).count();
            assertEquals(bundles().count(), found);
        }
        try (var files = Files.list(java.nio.file.Path.of("src/main/resources/messages"))) {
            assertEquals(bundles().count(), files.count());
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void no_message_is_missing_and_none_is_left_over(Class<?> bundle) {
        assertEquals(new TreeSet<>(messages(bundle).keySet()), new TreeSet<>(Translation.of(bundle).texts().keySet()));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void what_varies_in_a_message_varies_in_its_translation(Class<?> bundle) {
        var german = Translation.of(bundle).texts();
        var differing = messages(bundle).entrySet().stream()
                .filter(message -> !placeholders(message.getValue().getAnnotation(Message.class).value()).equals(placeholders(german.get(message.getKey())))).map(Map.Entry::getKey).toList();
        assertEquals(List.of(), differing);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void a_translation_is_one(Class<?> bundle) {
        // In the steps, the words of the git server's own pages stay as they are.
        var kept = bundle == SetupTexts.class ? Set.of("github_events", "bitbucket_cloud_events", "azure_devops_event", "azure_devops_details", "gogs_events", "codecommit_rule", "codecommit_trigger") : Set.<String>of();
        var left = Translation.of(bundle).texts().entrySet().stream()
                .filter(text -> !kept.contains(text.getKey()))
                .filter(text -> ENGLISH.matcher(text.getValue().replaceAll("\\{[^}]*}", "").replaceAll("(?i)\\b(so|was|do)\\b", "")).results().count() > 1)
                .map(text -> text.getKey() + "=" + text.getValue()).toList();
        assertEquals(List.of(), left);
    }

    @Test
    void no_template_has_words_of_its_own() throws IOException {
        var left = new ArrayList<String>();
        try (var files = Files.walk(TEMPLATES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = EXPRESSION.matcher(read(file)).replaceAll(" ");
                var attributes = Pattern.compile("\\b(aria-label|title|alt|placeholder|data-[a-z-]*text)=\"([^\"]*)\"").matcher(text).results().map(found -> found.group(2));
                var between = Stream.of(TAG.matcher(text.replaceAll("(?s)<!--.*?-->", "")).replaceAll("\n").split("\n"));
                Stream.concat(attributes, between).flatMap(said -> Stream.of(said.split("[^\\p{L}]+"))).filter(word -> word.length() > 1)
                        .filter(word -> !NO_WORDS.contains(word) && !word.equals("nbsp")).forEach(word -> left.add(TEMPLATES.relativize(file) + ": " + word));
            }
        }
        assertEquals(List.of(), left);
    }

    @Test
    void no_script_has_sentences_of_its_own() throws IOException {
        var left = new ArrayList<String>();
        try (var files = Files.walk(java.nio.file.Path.of("src/main/web"))) {
            // The library of realtime speaks to programmers only.
            for (var file : files.filter(path -> path.toString().matches(".*\\.(js|ts)") && !path.getParent().endsWith("realtime")).toList()) {
                var code = read(file).replaceAll("(?m)//.*$", "").replaceAll("(?s)/\\*.*?\\*/", "");
                Pattern.compile("'([^'\\n]*)'|`([^`]*)`|\"([^\"\\n]*)\"").matcher(code).results().map(found -> found.group().replaceAll("\\$\\{[^}]*}", "x"))
                        .filter(text -> text.matches(".\\p{Lu}?\\p{L}+( \\p{L}+[,.]?){2,}.*")).filter(text -> !NO_SENTENCES.contains(text))
                        .forEach(text -> left.add(file.getFileName() + ": " + text));
            }
        }
        assertEquals(List.of(), left);
    }

    @Test
    void java_code_that_answers_a_person_speaks_their_language() throws Exception {
        var forgotten = new ArrayList<String>();
        for (var type : types()) {
            if (Stream.of(Path.class, ApplicationScoped.class, Provider.class).noneMatch(type::isAnnotationPresent)) {
                continue;
            }
            for (var constructor : type.getDeclaredConstructors()) {
                Arrays.stream(constructor.getParameters()).filter(parameter -> parameter.getType().isAnnotationPresent(MessageBundle.class) && !parameter.isAnnotationPresent(Spoken.class))
                        .forEach(parameter -> forgotten.add(type.getSimpleName() + ": " + parameter.getName()));
            }
        }
        assertEquals(List.of(), forgotten);
    }

    /** Reasons are kept in English, so their German is looked up sentence by sentence: those that the code can say are found in it. */
    @Test
    void every_reason_that_is_kept_has_its_german() throws IOException {
        var files = new ArrayList<java.nio.file.Path>();
        try (var providers = Files.list(MAIN.resolve("provider"))) {
            providers.forEach(files::add);
        }
        for (var name : List.of("intake/DeliveryHandler", "intake/Hand", "intake/Outcome", "intake/Sieve", "intake/Indexing", "devinfo/Advice", "devinfo/Verdict", "devinfo/Outcomes", "devinfo/Uploads", "selfhosted/TokenAnswers")) {
            files.add(MAIN.resolve(name + ".java"));
        }
        var english = new TreeMap<String, String>();
        for (var file : files) {
            for (var said : literals(read(file))) {
                var german = Reasons.said(said, "de");
                if (!said.startsWith("Merge branch '") && ENGLISH.matcher(german.replaceAll("„[^“]*“", "").replaceAll("(?i)\\b(so|was)\\b", "")).find()) {
                    english.put(said, german);
                }
            }
        }
        assertEquals(Map.of(), english);
    }

    @Test
    void a_reason_is_said_with_what_varies_in_it() {
        assertEquals("known to nobody", Reasons.said("known to nobody", "de"));
        assertEquals("Die Signatur stimmt nicht: Das Geheimnis im Formular des Webhooks in Gitea ist nicht das dieser Integration, oder etwas dazwischen hat den Inhalt verändert."
                        + " Aber das sieht aus wie Gitea; die Integration sagt Forgejo.",
                Reasons.said("The signature does not match: the secret in the webhook's form in Gitea is not this integration's, or something in between changed the body."
                        + " But this looks like Gitea; the integration says Forgejo.", "de"));
        assertEquals("Gesehen, aber nicht für uns: Im Ereignis star von Gitea ist nichts für Jira.", Reasons.said("Seen, not ours: there is nothing for Jira in Gitea's event star.", "de"));
        assertEquals("Nicht verknüpft: UTF-8, ABC-1 und 3 weitere. Ein solches Projekt zeigt Jira Towline nicht. Nicht verknüpft: OPS-2. Die Integration ist auf andere Projekte beschränkt.",
                Reasons.said("Not linked: UTF-8, ABC-1 and 3 more. Jira shows Towline no such project. Not linked: OPS-2. The integration is limited to other projects.", "de"));
        assertEquals("erwartet wird Text, gefunden number bei $.commits[0].id", Reasons.said("expected text, found number at $.commits[0].id", "de"));
        assertEquals("Es kostet $1 \\ {}", Reasons.said("Es kostet $1 \\ {}", "de"), "what looks like a pattern is none");
        assertEquals("Not linked", Reasons.said("Not linked", "en"));
    }

    @Test
    void the_first_language_that_we_have_is_taken() {
        assertEquals(Language.GERMAN, Language.of(List.of(Locale.FRENCH, Locale.forLanguageTag("de-AT"), Locale.ENGLISH)));
        assertEquals(Language.ENGLISH, Language.of(List.of(Locale.UK, Locale.GERMAN)));
        assertEquals(Language.ENGLISH, Language.of(List.of(Locale.FRENCH)));
        assertEquals(Language.ENGLISH, Language.of(List.of()));
    }

    @Test
    void a_time_is_written_as_the_language_does() {
        var moment = new Moment(java.time.Instant.parse("2026-03-05T14:03:59Z"));
        assertEquals("5 Mar 2026, 14:03 UTC", moment.words("en"));
        assertEquals("5. März 2026, 14:03 UTC", moment.words("de"));
    }

    @Test
    void a_page_says_which_language_it_is_in() {
        var page = Pages.in(Language.GERMAN, () -> Pages.render("LoginPage/login", Map.of("hostScript", "", "problem", "")));
        assertTrue(page.contains("<html lang=\"de\">") && page.contains("Bei Towline anmelden"), page);
        assertFalse(page.contains("Log in"), page);
    }

    private static Map<String, Method> messages(Class<?> bundle) {
        return Arrays.stream(bundle.getMethods()).collect(Collectors.toMap(Method::getName, method -> method));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Sentences that the code puts together, with a made-up word for what it puts in: {@code "a " + b + "c"} is {@code a Xy c}. */
    private static List<String> literals(String source) {
        var code = source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "").replaceAll("(?m)^.*(LOG\\.|IllegalArgument|IllegalState|@Deprecated).*$", "");
        var text = "\"(?:[^\"\\\\\\n]|\\\\.)*\"";
        var value = "[\\w.()]+(?:\\([^\"()]*\\))?";
        return Pattern.compile(text + "(?:\\s*\\+\\s*(?:" + text + "|" + value + "))*").matcher(code).results().map(found -> found.group())
                .map(expression -> Pattern.compile("\\s*\\+\\s*|" + text).matcher(expression).results().count() == 0 ? "" : joined(expression, text))
                .filter(said -> said.split(" ").length > 3 && !said.startsWith("select ")).toList();
    }

    private static String joined(String expression, String text) {
        var joined = new StringBuilder();
        var parts = Pattern.compile(text + "|[\\w.()]+").matcher(expression);
        while (parts.find()) {
            var part = parts.group();
            joined.append(part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\\\"", "\"") : "Xy");
        }
        return joined.toString();
    }

    private static List<Class<?>> types() throws Exception {
        var types = new ArrayList<Class<?>>();
        try (var files = Files.list(MAIN.resolve("web"))) {
            for (var file : files.filter(path -> !path.endsWith("package-info.java")).toList()) {
                types.add(Class.forName("dev.towline.web." + file.getFileName().toString().replace(".java", "")));
            }
        }
        return types;
    }

    private static String read(java.nio.file.Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
