package ai.ecode.web.execution;

import ai.ecode.execution.Formatting;
import ai.ecode.files.FilePath;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Formats source in a workspace.
@Path("/workspaces/{id}/format")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "executions")
public class FormatResource {

    @Inject private Caller caller;
    @Inject private Formatting formatting;
    @Inject private Runs runs;

    /// @param path where the text belongs; it may be there otherwise, or not at all
    @Schema(name = "Unformatted")
    public record Unformatted(
            @NotNull @Schema(examples = "\"main.go\"") String path, @NotNull String text) {}

    @Schema(name = "Formatted")
    public record Formatted(String text) {}

    @POST
    @Operation(
            operationId = "formatInWorkspace",
            summary = "Formats a text",
            description =
                    "With the formatter of its language that the workspace has: the project's own, one that its people"
                            + " installed, or this installation's. No file is changed.")
    @APIResponse(
            responseCode = "200",
            description = "The text, formatted",
            content = @Content(schema = @Schema(implementation = Formatted.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "The workspace is not running, or has no formatter: the problem says what to install")
    @APIResponse(responseCode = "422", description = "The formatter refused it, and says why")
    public void format(
            @PathParam("id") String workspace,
            @Valid @NotNull Unformatted wanted,
            @Suspended AsyncResponse response) {
        var id = new WorkspaceId(Ids.parse("The workspace", workspace));
        var path = new FilePath(wanted.path());
        Caller asking = caller;
        runs.answer(
                response, () -> new Formatted(formatting.format(asking, id, path, wanted.text())));
    }
}
