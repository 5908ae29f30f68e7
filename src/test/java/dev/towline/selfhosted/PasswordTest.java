package dev.towline.selfhosted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void only_the_password_itself_matches_its_hash() {
        var kept = Password.hash("correct horse", random);
        assertTrue(Password.matches("correct horse", kept));
        for (var other : new String[] {"", "correct hors", "Correct horse", "correct horse "}) {
            assertFalse(Password.matches(other, kept), other);
        }
    }

    @Test
    void the_hash_tells_its_cost_and_nothing_of_the_password() {
        var kept = Password.hash("pässword 日本", random);
        assertTrue(kept.matches("pbkdf2-sha256:600000:[A-Za-z0-9+/=]{24}:[A-Za-z0-9+/=]{44}"), kept);
        assertTrue(Password.matches("pässword 日本", kept));
        assertNotEquals(kept, Password.hash("pässword 日本", random), "salted");
    }

    @Test
    void a_known_answer_of_another_implementation() {
        // hashlib.pbkdf2_hmac("sha256", b"password", b"saltsaltsaltsalt", 1000)
        assertTrue(Password.matches("password", "pbkdf2-sha256:1000:c2FsdHNhbHRzYWx0c2FsdA==:8nX7hwFEzIB8aPajJTYK8weHQc5Ngz0pFVAKvSu4jQA="));
    }

    @Test
    void a_generated_one_can_be_typed_and_not_be_guessed() {
        var generated = Password.generate(random);
        assertTrue(generated.matches("([A-Za-z0-9_-]{4}\\.){4}[A-Za-z0-9_-]{4}"), generated);
        assertNotEquals(generated, Password.generate(random));
        assertEquals(24, generated.length());
    }

    @Test
    void what_we_did_not_write_is_a_defect() {
        assertThrows(IllegalStateException.class, () -> Password.matches("x", "md5:1:a:b"));
    }
}
