package ai.ecode.web.terminal;

import ai.ecode.identity.Caller;
import ai.ecode.terminal.Terminal;
import ai.ecode.terminal.TerminalId;
import ai.ecode.terminal.Terminals;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Opens, lists and closes terminals; what they say goes over [TerminalRoute].
@Path("/workspaces/{id}/terminals")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "terminals")
public class TerminalResource {

    @Inject private Caller caller;
    @Inject private Terminals terminals;

    @GET
    @Operation(
            operationId = "listTerminals",
            summary = "Lists a workspace's terminals",
            description =
                    "Oldest first; the last eight that ended are kept, so that their output can be read. Who does not own the"
                            + " workspace gets those that are shared.")
    public PageView<TerminalView> list(@PathParam("id") String workspace) {
        List<Terminal> all = terminals.list(caller, id(workspace));
        return PageView.whole(all.stream().map(TerminalView::of).toList());
    }

    @POST
    @Operation(
            operationId = "openTerminal",
            summary = "Opens a terminal",
            description =
                    "Starts a shell in the running workspace. Connect to"
                            + " `/ws/workspaces/{id}/terminals/{terminal}` to use it.")
    @APIResponse(
            responseCode = "201",
            description = "The terminal is open",
            content = @Content(schema = @Schema(implementation = TerminalView.class)))
    @APIResponse(responseCode = "409", description = "The workspace is not running")
    @APIResponse(responseCode = "429", description = "Too many terminals are open")
    public Response open(@PathParam("id") String workspace, @Nullable NewTerminal wanted) {
        NewTerminal asked = wanted == null ? new NewTerminal(null, null, null) : wanted;
        Terminal opened = terminals.open(caller, id(workspace), asked.size(), asked.folder());
        return Response.created(
                        URI.create("workspaces/" + id(workspace) + "/terminals/" + opened.id()))
                .entity(TerminalView.of(opened))
                .build();
    }

    @PATCH
    @Path("{terminal}")
    @Operation(
            operationId = "shareTerminal",
            summary = "Shares a terminal",
            description =
                    "Says what people may do with it who may enter or visit the workspace: nothing (`private`), look"
                            + " (`watch`), or also run commands as its owner does (`type`). It takes effect at once."
                            + " Only the workspace's owner decides.")
    @APIResponse(
            responseCode = "200",
            description = "The terminal as it is shared now",
            content = @Content(schema = @Schema(implementation = TerminalView.class)))
    public TerminalView share(
            @PathParam("id") String workspace,
            @PathParam("terminal") String terminal,
            @Valid @NotNull TerminalChange change) {
        return TerminalView.of(
                terminals.share(
                        caller,
                        id(workspace),
                        new TerminalId(Ids.parse("The terminal", terminal)),
                        change.wanted()));
    }

    @DELETE
    @Path("{terminal}")
    @Operation(
            operationId = "closeTerminal",
            summary = "Closes a terminal",
            description = "Hangs up its shell and forgets its output.")
    @APIResponse(responseCode = "204", description = "It is closed")
    public void close(@PathParam("id") String workspace, @PathParam("terminal") String terminal)
            throws InterruptedException {
        terminals.close(caller, id(workspace), new TerminalId(Ids.parse("The terminal", terminal)));
    }

    private static WorkspaceId id(String workspace) {
        return new WorkspaceId(Ids.parse("The workspace", workspace));
    }
}
