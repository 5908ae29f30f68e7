package dev.towline.selfhosted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudApiTest {

    private static final URI API = URI.create("https://api.atlassian.com");

    @ParameterizedTest
    @CsvSource({
        "/rest/devinfo/0.10/bulk, https://api.atlassian.com/jira/devinfo/0.1/cloud/c1/bulk",
        "/rest/devinfo/0.10/repository/r1/commit/abc?_updateSequenceId=7, https://api.atlassian.com/jira/devinfo/0.1/cloud/c1/repository/r1/commit/abc?_updateSequenceId=7",
        "/rest/devinfo/0.10/existsByProperties?integration=i1, https://api.atlassian.com/jira/devinfo/0.1/cloud/c1/existsByProperties?integration=i1",
        "/rest/builds/0.1/bulk, https://api.atlassian.com/jira/builds/0.1/cloud/c1/bulk",
        "/rest/deployments/0.1/bulkByProperties?repository=r1, https://api.atlassian.com/jira/deployments/0.1/cloud/c1/bulkByProperties?repository=r1"})
    void what_lies_on_the_site_has_an_address_of_its_own_for_oauth_clients(String path, String address) {
        assertEquals(URI.create(address), CloudApi.address(API, "c1", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest/api/3/permissions/check", "/rest/api/3/project/search", "/rest/agile/1.0/board/1", "/rest/devinfo/0.10", "/rest/builds", "/"})
    void anything_else_is_a_defect_of_ours(String path) {
        assertThrows(IllegalArgumentException.class, () -> CloudApi.address(API, "c1", path));
    }

    @Test
    void the_complaint_does_not_repeat_the_query() {
        var defect = assertThrows(IllegalArgumentException.class, () -> CloudApi.address(API, "c1", "/rest/x?q=private"));
        assertFalse(defect.getMessage().contains("private"));
    }
}
