package dev.towline.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureDevOpsTest {

    private final AzureDevOps azure = new AzureDevOps();

    @ParameterizedTest
    @ValueSource(strings = {"towline:sësam", ":sësam", "any:sësam"})
    void the_password_is_the_secret_and_the_user_name_is_free(String credentials) {
        assertEquals(Optional.empty(), refusal("Basic " + base64(credentials), "sësam"));
        assertEquals(Optional.empty(), refusal("basic  " + base64(credentials), "sësam"));
    }

    @Test
    void a_secret_may_contain_a_colon() {
        assertEquals(Optional.empty(), refusal("Basic " + base64("u:a:b"), "a:b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"u:", "u:sesam", "u:SËSAM", "sësam:", "u:sësam:"})
    void another_password_is_refused(String credentials) {
        assertTrue(refusal("Basic " + base64(credentials), "sësam").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!", "Bearer sësam", "sësam", "Basic sësam"})
    void what_is_no_basic_password_is_refused(String authorization) {
        assertTrue(refusal(authorization, "sësam").isPresent());
    }

    @Test
    void an_empty_password_is_not_an_empty_secret() {
        assertTrue(refusal("Basic " + base64("u:"), "").isPresent());
    }

    @Test
    void without_a_password_the_secret_url_alone_vouches() {
        assertEquals(Optional.empty(), azure.refusal(new Incoming(Map.of(), new byte[0]), "s"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"id\":\" e-1 \"}|e-1", "{}|''", "{\"id\":7}|''", "{\"id\":|''", "''|''"})
    void the_delivery_id_stands_in_the_body(String body, String wanted) {
        assertEquals(wanted, azure.deliveryId(new Incoming(Map.of(), body.getBytes(UTF_8))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"eventType\":\"git.push\"}", "{\"eventType\":\"git.push\",\"resource\":{\"pushId\":14}}",
            "{\"eventType\":\"git.pullrequest.created\",\"resource\":{\"pullRequestId\":14}}"})
    void with_few_details_the_reason_says_which_setting_it_is(String body) {
        assertTrue(assertThrows(UnreadablePayload.class, () -> read(body)).getMessage().contains("must be \"All\""));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            https://harbour@dev.azure.com/harbour/quay/_git/crane        | https://dev.azure.com/harbour/quay/_git/crane
            https://tfs.harbour.example/tfs/quay/_git/crane              | https://tfs.harbour.example/tfs/quay/_git/crane
            https://u:password@dev.azure.com/harbour/quay/_git/crane     | ''
            https://dev.azure.com/a@b/_git/crane                         | https://dev.azure.com/a@b/_git/crane
            ssh://git@dev.azure.com/harbour/quay/_git/crane              | ''
            """)
    void the_page_is_the_address_for_git_without_the_organisation_before_it(String remote, String page) throws UnreadablePayload {
        Activity renamed = read("{\"eventType\":\"git.repo.renamed\",\"resource\":{\"repository\":{\"id\":\"1\",\"name\":\"crane\","
                + "\"remoteUrl\":\"" + remote + "\",\"project\":{\"name\":\"quay\"}}}}").activities().getFirst();
        assertEquals(page, renamed.repository().url());
    }

    private Reading read(String body) throws UnreadablePayload {
        return azure.read(new Incoming(Map.of(), body.getBytes(UTF_8)));
    }

    private Optional<String> refusal(String authorization, String secret) {
        return azure.refusal(new Incoming(Map.of("authorization", authorization), "{}".getBytes(UTF_8)), secret);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
