package dev.towline.web;

import dev.towline.index.Resend;
import dev.towline.integration.Identities;
import dev.towline.integration.Identities.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads people from a form or a file, and says what is wrong with them: of a file line by line. */
final class PeopleWish {

    /** Room for {@link Identities#LIMIT} people. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    /** Of a file's faults as many as one repairs at a time. */
    static final int FAULTS = 20;

    // Longer names are no key of our table's index, and e-mails and account ids no longer than Jira takes them.
    private static final int MAX_NAME = 255;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9:_-]{1,128}");

    static final List<String> HEADER = List.of("git", "email", "account");

    private final Texts texts;

    PeopleWish(Texts texts) {
        this.texts = texts;
    }

    /** @throws Problem with the faults beside their fields */
    Identity one(String git, String email, String account) {
        var identity = new Identity(git, email.strip(), account.strip());
        var faults = faults(identity);
        if (!faults.isEmpty()) {
            throw new Problem(400, texts.invalid(), faults);
        }
        return identity;
    }

    /** All or nothing. @throws Problem with the faults of the lines, each with its number */
    List<Identity> file(String text) {
        var lines = Csv.read(text);
        if (!lines.isEmpty() && lines.getFirst().fields().getFirst().equalsIgnoreCase(HEADER.getFirst())) {
            lines = lines.subList(1, lines.size());
        }
        var faults = new ArrayList<String>();
        var read = new HashMap<String, Integer>();
        var identities = new ArrayList<Identity>();
        for (var line : lines) {
            fault(line, read).ifPresentOrElse(fault -> faults.add(texts.people_line(line.number(), fault)), () -> identities.add(identity(line)));
        }
        if (lines.isEmpty()) {
            faults.add(texts.people_file_empty());
        } else if (lines.size() > Identities.LIMIT) {
            faults.add(0, texts.people_many(Identities.LIMIT));
        }
        if (!faults.isEmpty()) {
            var shown = faults.stream().limit(FAULTS).map(fault -> new Problem.FieldError("file", fault)).toList();
            throw new Problem(400, faults.size() > FAULTS ? texts.people_faults_more(faults.size() - FAULTS) : texts.invalid(), shown);
        }
        return identities;
    }

    private Optional<String> fault(Csv.Line line, HashMap<String, Integer> read) {
        if (line.fields().size() < 2 || line.fields().size() > HEADER.size()) {
            return Optional.of(texts.people_columns());
        }
        var identity = identity(line);
        var before = read.putIfAbsent(identity.gitName(), line.number());
        return before != null ? Optional.of(texts.people_twice(before)) : faults(identity).stream().map(Problem.FieldError::message).findFirst();
    }

    private static Identity identity(Csv.Line line) {
        var fields = line.fields();
        return new Identity(fields.getFirst(), fields.get(1), fields.size() > 2 ? fields.get(2) : "");
    }

    private List<Problem.FieldError> faults(Identity identity) {
        var faults = new ArrayList<Problem.FieldError>();
        var git = identity.gitName();
        if (git.isEmpty() || git.length() > MAX_NAME || git.codePoints().anyMatch(Wish::isUnprintable) || git.equals("[redacted]") || git.equals(Resend.EVERYBODY)) {
            faults.add(new Problem.FieldError("git", texts.person_wrong(MAX_NAME)));
        }
        if (!identity.email().isEmpty() && !EMAIL.matcher(identity.email()).matches()) {
            faults.add(new Problem.FieldError("email", texts.person_email_wrong()));
        }
        if (!identity.account().isEmpty() && !ACCOUNT.matcher(identity.account()).matches()) {
            faults.add(new Problem.FieldError("account", texts.person_account_wrong()));
        }
        if (identity.email().isEmpty() && identity.account().isEmpty()) {
            faults.add(new Problem.FieldError("email", texts.person_empty()));
        }
        return faults;
    }
}
