package dev.towline.integration;

/** A pattern of a whole name, in which {@code *} stands for any run of characters, slashes too. No other character is special. */
final class Glob {

    private Glob() {}

    /** One walk that goes back to the last star only: whoever chooses names cannot make it slow. Capitals make a difference. */
    static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(at).replace("*", "").isEmpty();
    }
}
