package dev.towline.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QshTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // The example of Atlassian's documentation
        "GET | /path/to/service | '' | zee_last=param&repeated=parameter 1&first=param&repeated=parameter 2 | GET&/path/to/service&first=param&repeated=parameter%201,parameter%202&zee_last=param",
        "get | /panel/issue | '' | issueKey=ABC-1&jwt=a.b.c | GET&/panel/issue&issueKey=ABC-1",
        "GET | /panel/issue | '' | %6Awt=a.b.c&x=1 | GET&/panel/issue&x=1",
        "GET | /base/panel/ | /base | a=1 | GET&/panel&a=1",
        "GET | /base | /base | | GET&/&",
        "GET | /basement | /base | | GET&/basement&",
        "GET | /panel | /base | | GET&/panel&",
        "GET | / | '' | | GET&/&",
        "GET | '' | '' | | GET&/&",
        "GET | /a// | '' | | GET&/a/&",
        "GET | /a&b | '' | | GET&/a%26b&",
        "GET | /caf%C3%A9 | '' | | GET&/caf%C3%A9&",
        "GET | /p | '' | b=2&A=1&a=3&B=4 | GET&/p&A=1&B=4&a=3&b=2",
        "GET | /p | '' | ids=b&ids=a&ids= | GET&/p&ids=,a,b",
        "GET | /p | '' | ids=a%2Cb&ids=c | GET&/p&ids=a%2Cb,c",
        "GET | /p | '' | q=a%2Bb&r=a+b&s=~*!()%27&t=%C3%A9 | GET&/p&q=a%2Bb&r=a%20b&s=~%2A%21%28%29%27&t=%C3%A9",
        "GET | /p | '' | empty=&novalue&&x=a=b | GET&/p&empty=&novalue=&x=a%3Db",
    })
    void the_canonical_request_is_what_atlassian_describes(String method, String path, String base, String query, String canonical) throws NotProven {
        assertEquals(canonical, Qsh.canonical(method, path, base, Query.parse(query)));
    }

    @Test
    void the_hash_of_the_documented_example() throws NotProven {
        assertEquals("e52bb281606c3bd9ca16cfe96fe2df78f5d9ffa126f06befd750dfa10fa1a897",
                Qsh.of("GET", "/path/to/service", "", Query.parse("zee_last=param&repeated=parameter 1&first=param&repeated=parameter 2")));
    }

    @Test
    void every_vector_computed_with_atlassians_own_library() throws Exception {
        var file = Path.of("../shared/data/jira/qsh-vectors.json");
        assumeTrue(Files.exists(file), "the folder with recorded vectors is not beside this checkout");
        var vectors = new ObjectMapper().readTree(file.toFile()).get("vectors");
        assertTrue(vectors.size() >= 11);
        for (var vector : vectors) {
            var url = vector.get("url").asText();
            var question = url.indexOf('?');
            var address = URI.create(question < 0 ? url : url.substring(0, question));
            var base = vector.get("baseUrl").asText();
            var query = Query.parse(question < 0 ? null : url.substring(question + 1));
            var basePath = base.isEmpty() ? "" : URI.create(base).getRawPath();
            var method = vector.get("method").asText();
            assertEquals(vector.get("canonical").asText(), Qsh.canonical(method, address.getRawPath(), basePath, query), url);
            assertEquals(vector.get("qsh").asText(), Qsh.of(method, address.getRawPath(), basePath, query), url);
        }
    }

    @Test
    void a_path_holds_raw_and_decoded_once() throws NotProven {
        var request = new Inbound("GET", "/x/caf%C3%A9%2520+", Query.parse("a=1"), List.of());
        assertTrue(request.hashesTo(Qsh.of("GET", "/x/caf%C3%A9%2520+", "", Query.parse("a=1")), ""));
        assertTrue(request.hashesTo(Qsh.of("GET", "/x/café%20+", "", Query.parse("a=1")), ""));
        assertFalse(request.hashesTo(Qsh.of("GET", "/x/café +", "", Query.parse("a=1")), ""));
    }

    @Test
    void method_path_query_and_value_all_count() throws NotProven {
        var hash = Qsh.of("GET", "/p", "", Query.parse("a=1"));
        assertNotEquals(hash, Qsh.of("POST", "/p", "", Query.parse("a=1")));
        assertNotEquals(hash, Qsh.of("GET", "/q", "", Query.parse("a=1")));
        assertNotEquals(hash, Qsh.of("GET", "/p", "", Query.parse("a=2")));
        assertNotEquals(hash, Qsh.of("GET", "/p", "", Query.parse("a=1&b=2")));
    }

    @Test
    void a_query_that_is_not_well_formed_proves_nothing() {
        assertThrows(NotProven.class, () -> Query.parse("a=%zz"));
        assertThrows(NotProven.class, () -> Query.parse("a=%4"));
    }
}
