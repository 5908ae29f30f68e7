package dev.towline.web;

/**
 * What an administrator enters in the shell of a git server, in the folder of a bare repository. The hook URL and the secret
 * are ours and hold letters, digits, {@code - _ . : /} only, so that quotes hold them.
 */
public record PlainGitCommands(String hookUrl, String secret) {

    public String download() {
        return "curl -fsS -o hooks/post-receive '" + hookUrl.substring(0, hookUrl.lastIndexOf("/hooks/")) + "/agent/post-receive' && chmod +x hooks/post-receive";
    }

    public String setUrl() {
        return "git config towline.url '" + hookUrl + "'";
    }

    public String setSecret() {
        return "git config towline.secret '" + secret + "'";
    }

    public String set() {
        return setUrl() + " && " + setSecret();
    }

    public String check() {
        return "hooks/post-receive --ping";
    }
}
