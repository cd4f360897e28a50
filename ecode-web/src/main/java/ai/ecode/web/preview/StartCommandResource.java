package ai.ecode.web.preview;

import ai.ecode.identity.Caller;
import ai.ecode.preview.StartCommand;
import ai.ecode.preview.StartCommands;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// How the projects of a workspace are started.
@Path("/workspaces/{id}/start-commands")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "previews")
public class StartCommandResource {

    @Inject private Caller caller;
    @Inject private StartCommands commands;

    /// `command` is one line for a shell in the workspace's folder; `file` told it.
    public record StartCommandView(
            @Schema(examples = "dev") String name,
            @Schema(examples = "test -d node_modules || npm install && npm run dev") String command,
            @Schema(examples = "") String folder,
            @Schema(examples = "package.json") String file) {

        static StartCommandView of(StartCommand command) {
            return new StartCommandView(
                    command.name(), command.command(), command.folder(), command.file());
        }
    }

    @GET
    @Operation(
            operationId = "listStartCommands",
            summary = "Lists how a workspace's servers are started",
            description =
                    "Told from the files of its folder, or else of the folders directly below: package.json scripts, Flask,"
                            + " FastAPI, Django, Maven plugins, plain pages. The likeliest first. Run one in a terminal.")
    public PageView<StartCommandView> list(@PathParam("id") String workspace) {
        return PageView.whole(
                commands.of(caller, new WorkspaceId(Ids.parse("The workspace", workspace))).stream()
                        .map(StartCommandView::of)
                        .toList());
    }
}
