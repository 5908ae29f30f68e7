package dev.towline.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/**
 * {@code GET /agent/…}: the scripts that an administrator runs within the private network. Open to anybody: whoever fetches one can
 * prove nothing yet, and it holds no secret. The admin page shows the commands that give it the hook URL and the signing
 * secret. Never cached ({@link PageHeaders}): an old script would outlive a corrected one.
 */
@Path("/agent")
public class AgentResource {

    private static final String SHELLSCRIPT = "text/x-shellscript;charset=UTF-8";

    private final String postReceive = AgentScript.assembled("post-receive.sh");
    private final String backfill = AgentScript.assembled("towline-backfill.sh");

    @GET
    @Path("/post-receive")
    @Produces(SHELLSCRIPT)
    public String postReceive() {
        return postReceive;
    }

    @GET
    @Path("/towline-backfill")
    @Produces(SHELLSCRIPT)
    public String backfill() {
        return backfill;
    }
}
