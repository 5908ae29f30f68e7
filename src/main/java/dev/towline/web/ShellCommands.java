package dev.towline.web;

/**
 * What an administrator enters in a shell within the private network: on a plain git server, in the folder of a bare repository,
 * for the hook; anywhere for the backfill. The hook URL and the secret are ours and hold letters, digits and
 * {@code - _ . : /} only, so that quotes hold them.
 */
public record ShellCommands(String hookUrl, String secret) {

    public String setUrl() {
        return "git config towline.url '" + hookUrl + "'";
    }

    public String setSecret() {
        return "git config towline.secret '" + secret + "'";
    }

    public String set() {
        return setUrl() + " && " + setSecret();
    }

    /** The hook reads what git tells it of a push; a merge has no one parent that the push began at. */
    public String look() {
        return "git log -1 --min-parents=1 --max-parents=1 --format=\"%P %H $(git symbolic-ref HEAD)\" | hooks/post-receive --dry-run";
    }

    public String check() {
        return "hooks/post-receive --ping";
    }

    public String backfill() {
        return "TOWLINE_URL='" + hookUrl + "' TOWLINE_SECRET='" + secret + "' sh towline-backfill --all .";
    }

    /** A name of its own for each repository, which people know. */
    public String name() {
        return "git config towline.name team/app";
    }
}
