package ai.ecode.web.collaboration;

import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import ai.ecode.workspace.Member;
import ai.ecode.workspace.MemberName;
import ai.ecode.workspace.Members;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceRole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who may enter a workspace. Its members see who they are; its owner decides.
@Path("/workspaces/{id}/members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "people")
public class MemberResource {

    @Inject private Caller caller;
    @Inject private Members members;

    /// Somebody who may enter a workspace.
    @Schema(name = "Member")
    public record MemberView(
            @Schema(description = "User name", examples = "developer2") String user,
            @Schema(description = "Absent until they have signed in once", examples = "Devi Two")
                    @Nullable String fullName,
            @Schema(enumeration = {"owner", "editor", "viewer"}) String role,
            Instant since,
            @Schema(
                            description =
                                    "Whether nobody of this name has signed in yet; whoever does first has the role")
                    boolean invited) {

        static MemberView of(Member member) {
            return new MemberView(
                    member.name(),
                    member.fullName().orElse(null),
                    member.role().wireName(),
                    member.since(),
                    !member.hasCome());
        }
    }

    /// @param user user name
    @Schema(name = "WantedMember")
    public record WantedMember(
            @NotNull @Schema(description = "User name", examples = "developer2") String user,
            @NotNull @Schema(enumeration = {"editor", "viewer"}) String role) {}

    @GET
    @Operation(
            operationId = "listMembers",
            summary = "Who may enter a workspace",
            description =
                    "The owner first, then the others by the time of their invitation. For members only.")
    public PageView<MemberView> list(@PathParam("id") String workspace) {
        return PageView.whole(
                members.of(caller, id(workspace)).stream().map(MemberView::of).toList());
    }

    @PUT
    @Operation(
            operationId = "setMember",
            summary = "Invites somebody by user name, or gives a member another role",
            description =
                    "An editor changes files and runs code, a viewer reads. It holds at once, also for those who are in"
                            + " the workspace. Somebody of the organization who has never signed in is invited all the"
                            + " same.")
    @APIResponse(
            responseCode = "200",
            description = "The member as they are now",
            content = @Content(schema = @Schema(implementation = MemberView.class)))
    @APIResponse(
            responseCode = "201",
            description = "They are new",
            content = @Content(schema = @Schema(implementation = MemberView.class)))
    @APIResponse(responseCode = "409", description = "They own the workspace (`conflict`)")
    @APIResponse(responseCode = "429", description = "There are too many (`quota-exceeded`)")
    public Response set(@PathParam("id") String workspace, @Valid @NotNull WantedMember wanted) {
        var given =
                members.give(
                        caller,
                        id(workspace),
                        new MemberName(wanted.user()),
                        WorkspaceRole.given(wanted.role()));
        var answer =
                given.isNew()
                        ? Response.created(URI.create("workspaces/" + id(workspace) + "/members"))
                        : Response.ok();
        return answer.entity(MemberView.of(given.member())).build();
    }

    @DELETE
    @Operation(
            operationId = "removeMember",
            summary = "Takes a member's role away",
            description = "They are out at once. Members may leave by themselves.")
    @APIResponse(responseCode = "204", description = "They are no member any more")
    @APIResponse(responseCode = "409", description = "They own the workspace (`conflict`)")
    public void remove(
            @PathParam("id") String workspace,
            @NotNull @QueryParam("user") @Schema(description = "User name", examples = "developer2")
                    String user) {
        members.remove(caller, id(workspace), new MemberName(user));
    }

    private static WorkspaceId id(String workspace) {
        return new WorkspaceId(Ids.parse("The workspace", workspace));
    }
}
