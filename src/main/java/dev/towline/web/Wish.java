package dev.towline.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.integration.Environments;
import dev.towline.integration.Identities.Identity;
import dev.towline.integration.Integration;
import dev.towline.integration.Integrations;
import dev.towline.provider.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What an administrator's browser asks for, read from JSON. Every fault is found before anything is said, and each is
 * named with its field; a field that is absent is left as it is.
 */
final class Wish {

    /** The longest rules for repositories and branches, with room to spare: more is not from our page. */
    static final int MAX_BYTES = 64 * 1024;
    /** Room for any name that people use, and still one line in a list. Counted in characters as people see them stored (code points). */
    static final int MAX_NAME = 100;

    /** As many as a person can keep up by hand; whoever wants more wants all. */
    static final int MAX_PROJECTS = 200;

    /** As keys are read in texts: see IssueKeys. */
    private static final Pattern PROJECT = Pattern.compile("[A-Z][A-Z0-9_]{1,255}");

    enum Rotation { URL, SECRET }

    /** @param stopOld the old one stops at once */
    record Rotating(Rotation what, boolean stopOld) {}

    record New(String name, Provider provider) {}

    private final JsonNode body;
    private final Texts texts;
    private final List<Problem.FieldError> errors = new ArrayList<>();

    private Optional<Environments> environments = Optional.empty();

    private Wish(JsonNode body, Texts texts) {
        this.body = body;
        this.texts = texts;
    }

    static Wish read(InputStream request, ObjectMapper json, Texts texts) {
        try {
            var bytes = request.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Problem(413, texts.too_large());
            }
            var body = json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(bytes);
            if (body == null || !body.isObject()) {
                throw new Problem(400, texts.not_json());
            }
            return new Wish(body, texts);
        } catch (JsonProcessingException e) {
            throw new Problem(400, texts.not_json());
        } catch (IOException e) {
            throw new Problem(400, texts.failed());
        }
    }

    New creation() {
        var name = name(body.path("name"));
        var provider = Provider.ofCode(body.path("provider").asText(""));
        if (provider.isEmpty()) {
            wrong("provider", texts.provider_unknown());
        }
        check();
        return new New(name, provider.orElseThrow());
    }

    Integrations.Change change(ManageTexts words) {
        var name = body.has("name") ? Optional.of(name(body.path("name"))) : Optional.<String>empty();
        var paused = flag("paused", body.path("paused"));
        var descriptionKeys = flag("rules.descriptionKeys", body.path("rules").path("descriptionKeys"));
        var projects = projects("rules.projects", body.path("rules").path("projects"));
        environments = EnvironmentsWish.read(body.path("rules").path("environments"), texts, errors::add);
        var repositories = GlobsWish.read("rules.repositories", body.path("rules").path("repositories"), words, errors::add);
        var branches = GlobsWish.read("rules.branches", body.path("rules").path("branches"), words, errors::add);
        var fileNames = flag("rules.fileNames", body.path("rules").path("fileNames"));
        var emails = flag("rules.emails", body.path("rules").path("emails"));
        var keptDays = keptDays(words);
        check();
        return new Integrations.Change(name, paused, descriptionKeys, projects, repositories, branches, fileNames, emails, keptDays);
    }

    private Optional<Integer> keptDays(ManageTexts words) {
        var given = body.path("rules").path("keptDays");
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        if (!given.canConvertToExactIntegral() || given.intValue() < Integration.FEWEST_DAYS || given.intValue() > Integration.MOST_DAYS) {
            wrong("rules.keptDays", words.kept_days_wrong(Integration.FEWEST_DAYS, Integration.MOST_DAYS));
            return Optional.empty();
        }
        return Optional.of(given.intValue());
    }

    /** Which {@link dev.towline.integration.Integration#edition} the person saw who asks for a change; empty when that is not said. */
    OptionalInt edition() {
        return body.path("edition").isInt() ? OptionalInt.of(body.path("edition").intValue()) : OptionalInt.empty();
    }

    /** The rule for environments that a {@link #change} comes with. */
    Optional<Environments> environments() {
        return environments;
    }

    Rotating rotation() {
        var what = Arrays.stream(Rotation.values()).filter(rotation -> rotation.name().toLowerCase(Locale.ROOT).equals(body.path("what").asText(""))).findFirst();
        if (what.isEmpty()) {
            wrong("what", texts.what_unknown());
        }
        var stopOld = flag("stopOld", body.path("stopOld"));
        check();
        return new Rotating(what.orElseThrow(), stopOld.orElse(false));
    }

    /** Somebody at a git server, and which Atlassian account that is. */
    Identity person(PeopleWish people) {
        return people.one(body.path("git").asText(""), body.path("email").asText(""), body.path("account").asText(""));
    }

    /** An address, as it was typed. Whether it is one is for others to say. */
    String url() {
        return body.path("url").asText("");
    }

    /** What a link to the set-up shows; either may be left out. */
    record Guide(Optional<String> hookUrl, Optional<String> secret) {}

    /** @param ofUrl what is wrong with a hook URL, {@code ""} for nothing; {@code ofSecret} the same of a signing secret */
    Guide guide(UnaryOperator<String> ofUrl, UnaryOperator<String> ofSecret) {
        var guide = new Guide(shown("hookUrl", ofUrl), shown("secret", ofSecret));
        check();
        return guide;
    }

    private Optional<String> shown(String field, UnaryOperator<String> fault) {
        var given = Optional.of(body.path(field).asText("").strip()).filter(value -> !value.isEmpty());
        given.map(fault).filter(words -> !words.isEmpty()).ifPresent(words -> wrong(field, words));
        return given;
    }

    /** An Amazon SNS topic, by its ARN. Whether there is one is for others to say. */
    String topic() {
        var topic = body.path("topic").asText("");
        if (topic.isEmpty()) {
            wrong("topic", texts.topic_missing());
        }
        check();
        return topic;
    }

    private String name(JsonNode given) {
        var name = given.isTextual() ? given.textValue().strip() : "";
        if (name.codePoints().anyMatch(Wish::isUnprintable)) {
            wrong("name", texts.name_control());
        } else if (name.codePoints().noneMatch(Wish::isVisible)) {
            wrong("name", texts.name_missing());
        } else if (name.codePointCount(0, name.length()) > MAX_NAME) {
            wrong("name", texts.name_long(MAX_NAME));
        }
        return name;
    }

    private Optional<Boolean> flag(String field, JsonNode given) {
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        if (!given.isBoolean()) {
            wrong(field, texts.not_boolean());
        }
        return Optional.of(given.booleanValue());
    }

    /** In upper case, each once. Whether Jira has such a project is not asked: it may be created tomorrow. */
    private Optional<List<String>> projects(String field, JsonNode given) {
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        var keys = new LinkedHashSet<String>();
        given.forEach(key -> keys.add(key.isTextual() ? key.textValue().strip().toUpperCase(Locale.ROOT) : ""));
        if (!given.isArray()) {
            wrong(field, texts.projects_no_list());
        } else if (keys.size() > MAX_PROJECTS) {
            wrong(field, texts.projects_many(MAX_PROJECTS));
        }
        keys.stream().filter(key -> !PROJECT.matcher(key).matches()).findFirst().ifPresent(key -> wrong(field, texts.project_wrong(shown(key))));
        return Optional.of(List.copyOf(keys));
    }

    /** As much of it as is needed to find it again. */
    static String shown(String wrong) {
        return wrong.codePoints().filter(character -> !isUnprintable(character)).limit(20)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    // A lone surrogate is half a character: PostgreSQL could not store it.
    static boolean isUnprintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static boolean isVisible(int character) {
        return !Character.isSpaceChar(character) && Character.getType(character) != Character.FORMAT;
    }

    private void wrong(String field, String message) {
        errors.add(new Problem.FieldError(field, message));
    }

    private void check() {
        if (!errors.isEmpty()) {
            throw fault();
        }
    }

    private Problem fault() {
        return new Problem(400, texts.invalid(), errors);
    }
}
