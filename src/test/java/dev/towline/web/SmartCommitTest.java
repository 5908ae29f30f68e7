package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmartCommitTest {

    @ParameterizedTest
    @ValueSource(strings = {"ABC-1 #comment done", "title\n\nsee ABC-1, ABC-2 #time 1h #start-progress", "[ABC-1] #done"})
    void a_command_behind_a_key_is_one(String message) {
        assertTrue(SmartCommit.in(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ABC-1 done", "#comment ABC-1", "ABC-1\n#comment", "ABC-1 as in #12", "ABC-1 C#sharp", "no key #comment"})
    void anything_else_is_none(String message) {
        assertFalse(SmartCommit.in(message));
    }
}
