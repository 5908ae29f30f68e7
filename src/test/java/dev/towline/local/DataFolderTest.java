package dev.towline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path place;

    @Test
    void the_secret_keys_stay_the_same_and_only_the_owner_reads_them() throws IOException {
        String keys;
        try (var folder = DataFolder.open(place.resolve("data"))) {
            keys = folder.secretKeys();
        }
        try (var folder = DataFolder.open(place.resolve("data"))) {
            assertEquals(keys, folder.secretKeys());
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("data/secret-keys"))));
    }

    @Test
    void a_fresh_start_drops_what_was_kept() throws IOException {
        try (var folder = DataFolder.open(place.resolve("data"))) {
            folder.secretKeys();
        }
        DataFolder.drop(place.resolve("data"));
        assertFalse(Files.exists(place.resolve("data/secret-keys")));
    }

    @Test
    void regression_a_process_number_that_was_not_written_whole_stops_no_start() throws IOException {
        DataFolder.open(place.resolve("data")).close();
        Files.writeString(place.resolve("data/app.pid"), "");
        DataFolder.open(place.resolve("data")).close();
    }

    @Test
    void a_folder_that_is_not_ours_is_neither_used_nor_erased() throws IOException {
        Files.writeString(place.resolve("thesis.txt"), "years of work");
        assertThrows(IOException.class, () -> DataFolder.open(place));
        assertThrows(IOException.class, () -> DataFolder.drop(place));
        assertTrue(Files.exists(place.resolve("thesis.txt")));
    }
}
