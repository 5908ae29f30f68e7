package dev.towline.connect;

import dev.towline.jira.Caller;
import dev.towline.jira.FromBrowser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Two guarded endpoints for tests: they say whom the verifier let in. */
@Path("/probe")
@RunOnVirtualThread
public class ProbeResource {

    private final Caller caller;

    ProbeResource(Caller caller) {
        this.caller = caller;
    }

    @GET
    @Path("/page/{name}")
    @FromJira
    public String page(@PathParam("name") String name) {
        return caller.viewer().tenant().clientKey() + " " + caller.viewer().accountId() + " " + name;
    }

    @GET
    @Path("/call")
    @FromBrowser
    public String call() {
        return caller.viewer().tenant().clientKey() + " " + caller.viewer().accountId();
    }
}
