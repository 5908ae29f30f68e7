package dev.towline.activity;

/**
 * Somebody as the git server names them. Every part may be {@code ""}.
 *
 * @param username the account name on the git server
 * @param url      the profile page
 * @param avatar   the picture's address
 */
public record Person(String name, String email, String username, String url, String avatar) {

    public static final Person UNKNOWN = new Person("", "", "", "", "");

    /** The name to show: name, else user name; {@code ""} when neither is known. Never the e-mail. */
    public String shown() {
        return name.isEmpty() ? username : name;
    }
}
