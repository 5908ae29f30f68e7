package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.activity.IssueKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "abc-12, ABC-12, -, -, abc-12",
        "ABC-12-fix, -, -, -, ABC-12-fix",
        "DEADBEEF, -, deadbeef, -, DEADBEEF",
        "1234567, -, 1234567, 1234567, 1234567",
        "#12, -, -, 12, #12",
        "!7, -, -, 7, !7",
        "abc, -, -, -, abc",
        "refs/heads/feature/x, -, -, -, feature/x",
        "refs/tags/v1, -, -, -, v1",
        "ftp://x/commit/deadbeef, -, -, -, ftp://x/commit/deadbeef"})
    void a_word_may_mean_several_things(String text, String key, String sha, String number, String name) {
        assertEquals(new Lookup(
                Optional.ofNullable(key).map(IssueKey::new), Optional.ofNullable(sha), Optional.ofNullable(number), Optional.ofNullable(name), ""), Lookup.of(text));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "https://github.com/o/r/commit/DEADBEEF1, deadbeef1, -, -",
        "https://gitlab.example/g/s/r/-/commit/deadbeef1, deadbeef1, -, -",
        "https://gitlab.example/g/r/-/merge_requests/31/diffs, -, 31, -",
        "https://github.com/o/r/pull/12/commits/deadbeef1, -, 12, -",
        "https://bitbucket.example/projects/P/repos/r/pull-requests/5/overview, -, 5, -",
        "https://bitbucket.org/w/r/commits/deadbeef1, deadbeef1, -, -",
        "https://dev.azure.com/o/p/_git/r/pullrequest/9, -, 9, -",
        "https://gerrit.example/c/project/+/4711/2, -, 4711, -",
        "https://github.com/o/r/tree/feature/x, -, -, feature/x",
        "https://gitea.example/o/r/src/branch/feature/x, -, -, feature/x"})
    void an_address_means_one(String text, String sha, String number, String name) {
        assertEquals(new Lookup(Optional.empty(), Optional.ofNullable(sha), Optional.ofNullable(number), Optional.ofNullable(name), text), Lookup.of(text));
    }

    @Test
    void an_address_of_something_else_is_a_name() {
        assertEquals(Optional.of("https://github.com/o/r"), Lookup.of("https://github.com/o/r").name());
        assertEquals(Optional.of("https://github.com"), Lookup.of("https://github.com").name());
    }
}
