package ai.ecode.web.preview;

import ai.ecode.identity.Caller;
import ai.ecode.preview.Preview;
import ai.ecode.preview.PreviewRoute;
import ai.ecode.preview.Previews;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Which ports of a workspace may be looked at in a browser.
@Path("/workspaces/{id}/previews")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "previews")
public class PreviewResource {

    @Inject private Caller caller;
    @Inject private Previews previews;
    @Inject private PreviewAddress address;

    /// `open` is the address on the platform that leads a signed-in browser to the preview; `url` is where it ends up.
    public record PreviewView(
            @Schema(examples = "5173") int port,
            @Schema(examples = "/preview/0c8b4bb5-1e0e-4b8e-8b1c-2f1d1a1f6c55/5173/") String open,
            @Schema(examples = "http://p5173-0c8b4bb5-1e0e-4b8e-8b1c-2f1d1a1f6c55.localhost:9081")
                    String url,
            @Schema(examples = "developer") String openedBy,
            Instant openedAt) {

        static PreviewView of(Preview preview, PreviewAddress address) {
            PreviewRoute route = preview.route();
            return new PreviewView(
                    route.port(),
                    PreviewPath.base(route) + "/",
                    address.of(route),
                    preview.openedBy(),
                    preview.openedAt());
        }
    }

    /// @param port what the server in the workspace listens on
    public record WantedPreview(
            @NotNull @Min(1) @Max(65_535) @Schema(examples = "5173") Integer port) {}

    @GET
    @Operation(
            operationId = "listPreviews",
            summary = "Lists a workspace's previews",
            description = "By port. Whether something listens there is seen by looking.")
    public PageView<PreviewView> list(@PathParam("id") String workspace) {
        return PageView.whole(
                previews.list(caller, id(workspace)).stream()
                        .map(preview -> PreviewView.of(preview, address))
                        .toList());
    }

    @POST
    @Operation(
            operationId = "openPreview",
            summary = "Opens a port for a look from a browser",
            description =
                    "Only people who may read the workspace can look. A port that is open stays as it is.")
    @APIResponse(
            responseCode = "201",
            description = "The preview is open",
            content = @Content(schema = @Schema(implementation = PreviewView.class)))
    public Response open(@PathParam("id") String workspace, @NotNull @Valid WantedPreview wanted) {
        var route = new PreviewRoute(id(workspace), wanted.port());
        return Response.created(
                        URI.create("workspaces/" + route.workspace() + "/previews/" + route.port()))
                .entity(PreviewView.of(previews.open(caller, route), address))
                .build();
    }

    @DELETE
    @Path("{port}")
    @Operation(
            operationId = "closePreview",
            summary = "Closes a preview",
            description =
                    "Every browser that looked is out at once; the server in the workspace goes on.")
    @APIResponse(responseCode = "204", description = "It is closed")
    public void close(@PathParam("id") String workspace, @PathParam("port") int port) {
        previews.close(caller, new PreviewRoute(id(workspace), port));
    }

    private static WorkspaceId id(String workspace) {
        return new WorkspaceId(Ids.parse("The workspace", workspace));
    }
}
