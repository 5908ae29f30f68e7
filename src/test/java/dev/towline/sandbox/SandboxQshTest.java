package dev.towline.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors computed with Atlassian's own library atlassian-jwt 2.0.3. */
class SandboxQshTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "GET    |-    |/path/to/service |zee_last=param&repeated=parameter 1&first=param&repeated=parameter 2 |e52bb281606c3bd9ca16cfe96fe2df78f5d9ffa126f06befd750dfa10fa1a897",
        "get    |-    |/panel/issue     |xdm_e=https%3A%2F%2Facme.atlassian.net&cp=&lic=none&cv=1001.0.0-SNAPSHOT&issueKey=ABC-1&jwt=aaa.bbb.ccc |b224ec58a53cbcb67bf847ffba3585bf697494f240686f93f8becf129d749057",
        "GET    |/base|/base/panel/     |a=1                              |0aa8b2264d87d30b0c7c712905166176508ef0cc26fe79f9e9822b8859440974",
        "GET    |-    |/                |-                                |c88caad15a1c1a900b8ac08aa9686f4e8184539bea1deda36e2f649430df3239",
        "GET    |-    |/a&b/c           |x=1                              |1c7a242dff07e32ca4c1685c0612718b5110276a3aa9a2f46a58d10fe007c9b3",
        "GET    |-    |/p               |A=1&a=2&B=3&b=4                  |d3bed09c451228a13a6f44cdc27d481bfc4f2178dc5ccb54682d4f602946d86f",
        "GET    |-    |/p               |q=a%2Bb&r=a+b&s=~*!()%27&t=%C3%A9|c9c3b2790877a9fb37ef7f8c1ae9eb2b8b165d8999a0cbe5d97666384108b4ee",
        "GET    |-    |/p               |ids=b&ids=a&ids=                 |80d2d76010f9061e51435524bbed76e9698d24195c21e385695380737c9bb128",
        "GET    |-    |/p               |empty=&novalue                   |3c8c58bc3069c379a33f6dbfe2f9399da8fd2caad1419e40c8d560f7210aef4b",
        "POST   |-    |/rest/devinfo/0.10/bulk |-                         |8cc25e28719a5c3212595a135795bfe0a0e54b0395b1291f91d8b8c47373672c",
        "DELETE |-    |/rest/devinfo/0.10/bulkByProperties |integrationId=42 |ef55b902de746061c65ca84c258cf0c3fb2d170726018b3d5e84a6ce1466cae5",
    })
    void the_hash_is_atlassians(String method, String base, String path, String query, String hash) {
        assertEquals(hash, Qsh.of(method, base == null ? "" : base, path, query));
    }
}
