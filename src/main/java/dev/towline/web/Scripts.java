package dev.towline.web;

/**
 * Where a shell within the private network fetches our scripts, and how: from the application, also where hook URLs lead to another address,
 * which takes webhooks and nothing else.
 *
 * @param url of the folder, without a slash at its end
 */
public record Scripts(String url) {

    public String postReceive() {
        return "curl -fsS -o hooks/post-receive '" + url + "/post-receive' && chmod +x hooks/post-receive";
    }

    public String backfill() {
        return "curl -fsS -o towline-backfill '" + url + "/towline-backfill'";
    }
}
