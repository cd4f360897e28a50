package ai.ecode.web.collaboration;

import ai.ecode.collaboration.AccessRequest;
import ai.ecode.collaboration.AccessRequests;
import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.identity.User;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceRole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Asking to be let into a workspace that one may know of, and its owner's answers.
@Path("/workspaces/{id}/access-requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "people")
public class AccessRequestResource {

    @Inject private Caller caller;
    @Inject private AccessRequests requests;
    @Inject private People people;

    /// A request and what became of it.
    @Schema(name = "AccessRequest")
    public record AccessRequestView(
            UUID id,
            @Schema(description = "User name of the one who asks", examples = "developer2")
                    String user,
            @Schema(examples = "Devin Developer") String fullName,
            @Schema(
                            description = "What is asked for; once accepted, what was given",
                            enumeration = {"editor", "viewer"})
                    String role,
            String message,
            @Schema(enumeration = {"open", "accepted", "rejected"}) String state,
            Instant askedAt,
            @Nullable Instant answeredAt,
            @Schema(description = "User name") @Nullable String answeredBy) {}

    /// @param role what is asked for; a viewer when absent
    /// @param message what the owner should know; at most 500 characters
    @Schema(name = "WantedAccess")
    public record WantedAccess(
            @Schema(enumeration = {"editor", "viewer"}) @Nullable String role,
            @Schema(examples = "I would like to fix the tests") @Nullable String message) {}

    /// @param accept whether to let the one in who asked
    /// @param role another than the one that was asked for
    @Schema(name = "AccessAnswer")
    public record AccessAnswer(
            @NotNull Boolean accept,
            @Schema(enumeration = {"editor", "viewer"}) @Nullable String role) {}

    @GET
    @Operation(
            operationId = "listAccessRequests",
            summary = "Who asked to be let into a workspace",
            description =
                    "Those that wait for an answer first. The owner sees all, everybody else their own.")
    public PageView<AccessRequestView> list(
            @PathParam("id") String workspace, @BeanParam PageQuery page) {
        return PageView.of(requests.of(caller, id(workspace), page.request()), this::view);
    }

    @POST
    @Operation(
            operationId = "requestAccess",
            summary = "Asks to be let into a workspace",
            description =
                    "Of a workspace that is public in the organization, or shared by its link. Its owner is told. Asking"
                            + " again before the answer changes what was asked.")
    @APIResponse(
            responseCode = "200",
            description = "It was asked before, and now says this",
            content = @Content(schema = @Schema(implementation = AccessRequestView.class)))
    @APIResponse(
            responseCode = "201",
            description = "The owner is told",
            content = @Content(schema = @Schema(implementation = AccessRequestView.class)))
    @APIResponse(responseCode = "409", description = "You have this role already (`conflict`)")
    @APIResponse(
            responseCode = "429",
            description =
                    "You were rejected less than a day ago (`too-many-requests`), or too many wait (`quota-exceeded`)")
    public Response ask(@PathParam("id") String workspace, @Valid @NotNull WantedAccess wanted) {
        var asked =
                requests.ask(
                        caller,
                        id(workspace),
                        wanted.role() == null
                                ? WorkspaceRole.VIEWER
                                : WorkspaceRole.given(wanted.role()),
                        wanted.message() == null ? "" : wanted.message());
        var answer =
                asked.isNew()
                        ? Response.created(
                                URI.create("workspaces/" + id(workspace) + "/access-requests"))
                        : Response.ok();
        return answer.entity(view(asked.request())).build();
    }

    @POST
    @Path("{request}/answer")
    @Operation(
            operationId = "answerAccessRequest",
            summary = "Lets the one in who asked, or does not",
            description = "For the owner. The one who asked is told, and is in at once.")
    @APIResponse(
            responseCode = "200",
            description = "The request as it was answered",
            content = @Content(schema = @Schema(implementation = AccessRequestView.class)))
    @APIResponse(responseCode = "409", description = "It was answered before (`conflict`)")
    public AccessRequestView answer(
            @PathParam("id") String workspace,
            @PathParam("request") String request,
            @Valid @NotNull AccessAnswer answer) {
        return view(
                requests.answer(
                        caller,
                        id(workspace),
                        Ids.parse("The request", request),
                        answer.accept(),
                        Optional.ofNullable(answer.role()).map(WorkspaceRole::given)));
    }

    private AccessRequestView view(AccessRequest request) {
        User asker = people.require(request.asker());
        return new AccessRequestView(
                request.id(),
                asker.name(),
                asker.fullName(),
                request.role().wireName(),
                request.message(),
                request.state().name().toLowerCase(Locale.ROOT),
                request.askedAt(),
                request.answeredAt().orElse(null),
                request.answeredBy().orElse(null));
    }

    private static WorkspaceId id(String workspace) {
        return new WorkspaceId(Ids.parse("The workspace", workspace));
    }
}
