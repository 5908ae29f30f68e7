package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads every fixture of every provider as production would, signature first, and compares what we make of it with the
 * expectation beside it. The expectations are read by people before they are committed; no test writes them.
 */
class GoldenTest {

    /** What each provider's folder must show, one file or several whose names start so. */
    private static final List<String> CASES = List.of("push", "branch-created", "branch-deleted", "tag", "two-branches",
            "pull-request-opened", "pull-request-updated", "pull-request-merged", "pull-request-declined",
            "forged-signature", "missing-signature", "ignored-event", "truncated", "non-ascii");

    /** What it must show besides, of those servers that tell it at all. */
    private static final Map<String, Set<Provider>> TOLD_BY_SOME = Map.of(
            "build", EnumSet.of(Provider.GITHUB, Provider.GITLAB, Provider.BITBUCKET_CLOUD, Provider.AZURE_DEVOPS, Provider.GITEA, Provider.FORGEJO),
            "deployment", EnumSet.of(Provider.GITHUB, Provider.GITLAB),
            "repository-", EnumSet.of(Provider.GITHUB, Provider.BITBUCKET_CLOUD, Provider.BITBUCKET_SERVER, Provider.AZURE_DEVOPS, Provider.GITEA, Provider.FORGEJO),
            "review-", EnumSet.complementOf(EnumSet.of(Provider.GOGS, Provider.CODECOMMIT, Provider.GIT)),
            "pull-request-draft", EnumSet.complementOf(EnumSet.of(Provider.GOGS, Provider.CODECOMMIT, Provider.GERRIT, Provider.GIT)),
            "form-encoded", EnumSet.of(Provider.GITHUB, Provider.GITEA, Provider.FORGEJO, Provider.GOGS));

    @TestFactory
    Stream<DynamicTest> each_payload_is_read_as_expected() {
        return Arrays.stream(Provider.values()).flatMap(provider -> Recording.of(provider).stream().map(recording ->
                dynamicTest(provider.code() + "/" + recording.name(), () -> {
                    Path expectation = Recording.beside(recording.payload(), ".expected");
                    String told = Retelling.of(provider, recording.incoming(), Recording.SECRET);
                    assertTrue(Files.exists(expectation), () -> expectation + " is missing; we read:\n" + told);
                    assertEquals(Files.readString(expectation), told);
                })));
    }

    @ParameterizedTest
    @EnumSource
    void every_provider_shows_the_required_cases(Provider provider) {
        List<String> names = Recording.of(provider).stream().map(Recording::name).toList();
        assertEquals(List.of(), CASES.stream().filter(wanted -> isKnown(provider, wanted) && names.stream().noneMatch(name -> name.startsWith(wanted))).toList());
        assertEquals(new HashSet<>(names).size(), names.size(), "two payloads of one name share an expectation");
    }

    @ParameterizedTest
    @EnumSource
    void every_provider_shows_what_not_all_can_tell(Provider provider) {
        List<String> names = Recording.of(provider).stream().map(Recording::name).toList();
        TOLD_BY_SOME.forEach((wanted, tellers) -> assertTrue(
                !tellers.contains(provider) || names.stream().anyMatch(name -> name.startsWith(wanted)), () -> provider + " shows no " + wanted));
    }

    @ParameterizedTest
    @EnumSource
    void no_expectation_and_no_headers_without_a_payload(Provider provider) {
        List<String> names = Recording.of(provider).stream().map(Recording::name).toList();
        List<Path> alone = Recording.files(Recording.FIXTURES.resolve(provider.code())).stream()
                .filter(file -> !names.contains(Recording.name(file))).toList();
        assertEquals(List.of(), alone);
    }

    @Test
    void every_folder_is_a_providers() {
        Set<String> codes = new HashSet<>(Arrays.stream(Provider.values()).map(Provider::code).toList());
        assertEquals(codes, new HashSet<>(Recording.files(Recording.FIXTURES).stream().map(file -> file.getFileName().toString()).toList()));
    }

    /** Plain git knows no pull requests; a repair tells those of other servers, as they stand. */
    private static boolean isKnown(Provider provider, String wanted) {
        return provider != Provider.GIT || !wanted.startsWith("pull-request");
    }
}
