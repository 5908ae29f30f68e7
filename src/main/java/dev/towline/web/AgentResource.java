package dev.towline.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/**
 * {@code GET /agent/post-receive}: the script that an administrator of a git server installs there. Open to anybody: a
 * git server can prove nothing yet when it fetches the script, and the script holds no secret. The admin page shows the commands that
 * give it the hook URL and the signing secret. Never cached ({@link PageHeaders}): an old script would outlive a corrected one.
 */
@Path("/agent")
public class AgentResource {

    private static final String SHELLSCRIPT = "text/x-shellscript;charset=UTF-8";

    private final String postReceive = AgentScript.assembled("post-receive.sh");

    @GET
    @Path("/post-receive")
    @Produces(SHELLSCRIPT)
    public String postReceive() {
        return postReceive;
    }
}
