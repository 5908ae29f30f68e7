package dev.towline.intake;

/** E-mail addresses within texts that people wrote, such as the trailers of a commit's message. */
final class Emails {

    private static final String MASK = "…";

    private Emails() {}

    /** Whether something in it reads like an address. */
    static boolean areIn(String text) {
        return !without(text).equals(text);
    }

    /**
     * The text with {@code …} in the place of each address. What reads like one is taken for one: a run of what may stand before an
     * at sign, and behind it a host whose last label has a letter, so that {@code lodash@4.17} is none. One pass, whatever is written.
     */
    static String without(String text) {
        var at = text.indexOf('@');
        if (at < 0) {
            return text;
        }
        var masked = new StringBuilder(text.length());
        var done = 0;
        while (at >= 0) {
            var begin = at;
            while (begin > done && isLocal(text.charAt(begin - 1))) {
                begin--;
            }
            var end = at + 1;
            while (end < text.length() && isHost(text.charAt(end))) {
                end++;
            }
            // A sentence may end behind it.
            while (end > at + 1 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
                end--;
            }
            if (begin < at && isHostName(text.substring(at + 1, end))) {
                masked.append(text, done, begin).append(MASK);
                done = end;
            }
            at = text.indexOf('@', Math.max(end, at + 1));
        }
        return masked.append(text, done, text.length()).toString();
    }

    private static boolean isHostName(String host) {
        var label = host.substring(host.lastIndexOf('.') + 1);
        return label.length() > 1 && label.chars().anyMatch(Character::isLetter);
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || ".!#$%&'*+/=?^_`{|}~-".indexOf(c) >= 0;
    }

    private static boolean isHost(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }
}
