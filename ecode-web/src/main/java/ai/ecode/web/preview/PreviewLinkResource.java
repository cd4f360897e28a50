package ai.ecode.web.preview;

import ai.ecode.identity.Caller;
import ai.ecode.preview.PreviewLink;
import ai.ecode.preview.PreviewLinks;
import ai.ecode.preview.PreviewRoute;
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
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Links that show one preview to others.
@Path("/workspaces/{id}/previews/{port}/links")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "previews")
public class PreviewLinkResource {

    private static final int DAY = 24;
    private static final String WORKSPACE = "The workspace";

    @Inject private Caller caller;
    @Inject private PreviewLinks links;
    @Inject private PreviewAddress address;

    /// A link without its secret.
    public record PreviewLinkView(
            String id,
            @Schema(examples = "false") boolean forAnybody,
            @Schema(examples = "developer") String createdBy,
            Instant createdAt,
            Instant expiresAt) {

        static PreviewLinkView of(PreviewLink link) {
            return new PreviewLinkView(
                    link.id().toString(),
                    link.forAnybody(),
                    link.createdBy(),
                    link.createdAt(),
                    link.expiresAt());
        }
    }

    /// The only answer that has the link's address.
    public record NewPreviewLinkView(
            String id,
            @Schema(
                            examples =
                                    "http://p5173-0c8b4bb5-1e0e-4b8e-8b1c-2f1d1a1f6c55.localhost:9081/.ecode/link?key=…")
                    String url,
            @Schema(examples = "false") boolean forAnybody,
            Instant createdAt,
            Instant expiresAt) {

        static NewPreviewLinkView of(PreviewLinks.Made made, PreviewAddress address) {
            PreviewLink link = made.link();
            return new NewPreviewLinkView(
                    link.id().toString(),
                    address.link(link.route(), made.secret().text()),
                    link.forAnybody(),
                    link.createdAt(),
                    link.expiresAt());
        }
    }

    /// @param expiresInHours how long it lets in; a day when it is left out
    /// @param forAnybody whether those may come who are not signed in; only who signs in when it is left out
    public record WantedPreviewLink(
            @Min(1) @Max(720) @Schema(examples = "24", nullable = true)
                    @Nullable Integer expiresInHours,
            @Schema(examples = "false", nullable = true) @Nullable Boolean forAnybody) {}

    @GET
    @Operation(
            operationId = "listPreviewLinks",
            summary = "Lists the links to a preview",
            description = "Those that have not ended, the newest first. For the workspace's owner.")
    public PageView<PreviewLinkView> list(
            @PathParam("id") String workspace, @PathParam("port") int port) {
        return PageView.whole(
                links.list(caller, route(workspace, port)).stream()
                        .map(PreviewLinkView::of)
                        .toList());
    }

    @POST
    @Operation(
            operationId = "createPreviewLink",
            summary = "Makes a link that shows a preview to others",
            description =
                    "Whoever has the link sees this one preview until it ends, and nothing else of the workspace. Its address"
                            + " is told only here. The port is opened when it is not open yet.")
    @APIResponse(
            responseCode = "201",
            description = "The link, with its address",
            content = @Content(schema = @Schema(implementation = NewPreviewLinkView.class)))
    public Response create(
            @PathParam("id") String workspace,
            @PathParam("port") int port,
            @NotNull @Valid WantedPreviewLink wanted) {
        PreviewRoute route = route(workspace, port);
        int hours = wanted.expiresInHours() == null ? DAY : wanted.expiresInHours();
        var made =
                links.create(
                        caller,
                        route,
                        Duration.ofHours(hours),
                        Boolean.TRUE.equals(wanted.forAnybody()));
        return Response.created(
                        URI.create(
                                "workspaces/%s/previews/%d/links/%s"
                                        .formatted(route.workspace(), port, made.link().id())))
                .entity(NewPreviewLinkView.of(made, address))
                .build();
    }

    @DELETE
    @Path("{link}")
    @Operation(
            operationId = "revokePreviewLink",
            summary = "Takes a link to a preview back",
            description = "Every browser that came by it is out at once.")
    @APIResponse(responseCode = "204", description = "It leads nowhere any more")
    public void revoke(
            @PathParam("id") String workspace,
            @PathParam("port") int port,
            @PathParam("link") String link) {
        links.revoke(caller, route(workspace, port), Ids.parse("This link", link));
    }

    private static PreviewRoute route(String workspace, int port) {
        return new PreviewRoute(new WorkspaceId(Ids.parse(WORKSPACE, workspace)), port);
    }
}
