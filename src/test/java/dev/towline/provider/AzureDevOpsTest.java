package dev.towline.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
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
            "{\"eventType\":\"git.pullrequest.created\",\"resource\":{\"pullRequestId\":14}}", "{\"eventType\":\"build.complete\",\"resource\":{\"id\":14}}",
            "{\"eventType\":\"ms.vss-pipelines.run-state-changed-event\",\"resource\":{}}", "{\"eventType\":\"build.complete\"}"})
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

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource({"completed, succeeded, SUCCESSFUL", "completed, partiallySucceeded, SUCCESSFUL", "completed, failed, FAILED", "completed, canceled, CANCELLED",
            "succeeded,, SUCCESSFUL", "stopped,, CANCELLED", "failed,, FAILED", "inProgress,, IN_PROGRESS", "notStarted,, PENDING", "completed,, UNKNOWN", "odd,, UNKNOWN"})
    void the_state_of_a_build(String status, String result, Build.State wanted) throws UnreadablePayload {
        Activity built = read("{\"eventType\":\"build.complete\",\"resource\":{\"id\":3,\"status\":\"" + status + "\",\"result\":"
                + (result == null ? "null" : "\"" + result + "\"") + ",\"definition\":{\"id\":4,\"name\":\"ci\"},\"repository\":{\"id\":\"7\"}}}").activities().getFirst();
        assertEquals(wanted, ((Activity.Built) built).build().state());
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource({"completed, succeeded, SUCCESSFUL", "completed, failed, FAILED", "completed, canceled, CANCELLED", "inProgress, succeeded, IN_PROGRESS",
            "canceling,, IN_PROGRESS", "completed,, UNKNOWN", "unknown,, UNKNOWN"})
    void the_state_of_a_run(String state, String result, Build.State wanted) throws UnreadablePayload {
        Build build = run("\"id\":11,\"state\":\"" + state + "\",\"result\":" + (result == null ? "null" : "\"" + result + "\""), "\"projectId\":\"p\"");
        assertEquals(wanted, build.state());
        assertEquals(11, build.number());
    }

    @Test
    void a_run_that_says_where_it_comes_from_is_of_that_repository() throws UnreadablePayload {
        String self = "\"resources\":{\"repositories\":{\"self\":{\"repository\":{\"id\":\"7\",\"type\":\"azureReposGit\"},\"refName\":\"refs/heads/QUAY-42\",\"version\":\"ABCDEF01\"}}}";
        Activity told = read(runChanged("\"id\":11," + self, "\"runId\":11")).activities().getFirst();
        assertEquals("7", told.repository().id());
        Build build = ((Activity.Built) told).build();
        assertEquals("refs/heads/QUAY-42", build.ref());
        assertEquals("abcdef01", build.sha());
    }

    /** As in a sample of the documentation. */
    @Test
    void a_run_without_its_number_has_it_in_its_address() throws UnreadablePayload {
        assertEquals(11, run("\"url\":\"https://dev.azure.com/o/_apis/Pipelines/1/runs/11\"", "\"projectId\":\"p\"").number());
    }

    private Build run(String run, String more) throws UnreadablePayload {
        return ((Activity.Built) read(runChanged(run, more)).activities().getFirst()).build();
    }

    private static String runChanged(String run, String more) {
        return "{\"eventType\":\"ms.vss-pipelines.run-state-changed-event\",\"resource\":{\"run\":{\"pipeline\":{\"id\":1}," + run + "}," + more + "}}";
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
