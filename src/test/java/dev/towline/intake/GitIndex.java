package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** What the index knows of one integration, for comparison with what git says. Each query has one question mark: the integration. */
record GitIndex(DataSource database, Hooks.Hook hook) {

    /** SHA, message, author, e-mail, time and merge of every commit of the branch, as git tells them and as the index does. */
    void assertIsAsGitTells(HookedRepository repository, String branch) {
        var told = new HashSet<String>();
        for (var record : repository.git("log", branch, "--format=%H%x02%B%x02%an%x02%ae%x02%at%x02%P%x03").split("\u0003\n?")) {
            var parts = record.split("\u0002", -1);
            told.add(String.join("|", parts[0], parts[1], parts[2], parts[3], parts[4], String.valueOf(parts[5].contains(" "))));
        }
        told.removeAll(Set.copyOf(texts("""
                select sha || '|' || message || '|' || author_name || '|' || author_email || '|' || extract(epoch from authored_at)::bigint || '|' || merge
                from git_commit where integration_id = ?""")));
        assertEquals(Set.of(), told);
    }

    List<String> commits() {
        return texts("select sha from git_commit where integration_id = ?");
    }

    String head(String branch) {
        return text("select head from branch where integration_id = ? and name = '" + branch + "'");
    }

    long count(String query) {
        return Long.parseLong(text(query));
    }

    String text(String query) {
        return texts(query).getFirst();
    }

    List<String> texts(String query) {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(query)) {
            statement.setObject(1, UUID.fromString(hook.id()));
            var texts = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
