package ai.ecode.web.classroom;

import ai.ecode.classroom.Enrolment;
import ai.ecode.classroom.GroupRolls;
import ai.ecode.classroom.StudentGroups;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who works on an assignment together.
@Path("/assignments/{id}/groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class GroupResource {

    @Inject private Caller caller;
    @Inject private StudentGroups groups;

    /// Students who share a workspace, attempts and score.
    @Schema(name = "StudentGroup")
    public record GroupView(
            UUID id,
            @Schema(examples = "Group 1") String name,
            @Schema(description = "By name") List<MemberView> members) {

        static GroupView of(GroupRolls.Formed formed) {
            return new GroupView(
                    formed.group().id(),
                    formed.group().name(),
                    formed.members().stream().map(MemberView::of).toList());
        }
    }

    /// Somebody of a group.
    @Schema(name = "GroupMember")
    public record MemberView(
            UUID enrolment,
            @Schema(examples = "Ada Lovelace") String name,
            @Schema(description = "Absent for who has never signed in", examples = "student1")
                    @Nullable String user) {

        static MemberView of(Enrolment enrolment) {
            return new MemberView(
                    enrolment.id(), enrolment.name(), enrolment.userName().orElse(null));
        }
    }

    /// @param members enrolments
    public record WantedGroup(
            @NotNull @Schema(examples = "Group 1") String name,
            @NotNull @Schema(description = "Enrolments of students") Set<@NotNull String> members) {

        Set<UUID> enrolments() {
            return members.stream()
                    .map(one -> Ids.parse("This person", one))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /// @param size of each
    public record WantedGroups(
            @NotNull @Schema(description = "Members of each", examples = "3") Integer size) {}

    @GET
    @Operation(
            operationId = "listGroups",
            summary = "Lists who works together, by name",
            description = "Your own group; for those who run the course all.")
    public PageView<GroupView> list(@PathParam("id") String assignment) {
        return PageView.whole(
                groups.of(caller, AssignmentResource.id(assignment)).stream()
                        .map(GroupView::of)
                        .toList());
    }

    @POST
    @Operation(
            operationId = "formGroup",
            summary = "Forms a group",
            description =
                    "Its members share a workspace, and what one of them submits is everybody's. What they submitted before stays theirs.")
    @APIResponse(
            responseCode = "201",
            description = "Formed",
            content = @Content(schema = @Schema(implementation = GroupView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "Another group has the name (`name-taken`), or somebody is in another group (`conflict`)")
    public Response form(@PathParam("id") String assignment, @Valid @NotNull WantedGroup wanted) {
        GroupView view =
                GroupView.of(
                        groups.form(
                                caller,
                                AssignmentResource.id(assignment),
                                wanted.name(),
                                wanted.enrolments()));
        return Response.created(URI.create("assignments/" + assignment + "/groups/" + view.id()))
                .entity(view)
                .build();
    }

    @POST
    @Path("distribution")
    @Operation(
            operationId = "distributeGroups",
            summary = "Puts the students who are in no group into new ones, by chance",
            description = "Answers with the new groups.")
    @APIResponse(
            responseCode = "409",
            description = "Every student is in a group already (`conflict`)")
    public PageView<GroupView> distribute(
            @PathParam("id") String assignment, @Valid @NotNull WantedGroups wanted) {
        return PageView.whole(
                groups.distribute(caller, AssignmentResource.id(assignment), wanted.size()).stream()
                        .map(GroupView::of)
                        .toList());
    }

    @PUT
    @Path("{group}")
    @Operation(
            operationId = "changeGroup",
            summary = "Renames a group, or changes who is in it",
            description =
                    "Who leaves it leaves its workspace too, but for the one who owns that. What was submitted stays with those it was"
                            + " submitted for.")
    @APIResponse(
            responseCode = "409",
            description =
                    "Another group has the name (`name-taken`), somebody is in another group, or would leave who owns the workspace (`conflict`)")
    public GroupView change(
            @PathParam("id") String assignment,
            @PathParam("group") String group,
            @Valid @NotNull WantedGroup wanted) {
        return GroupView.of(
                groups.change(
                        caller,
                        AssignmentResource.id(assignment),
                        Ids.parse("The group", group),
                        wanted.name(),
                        wanted.enrolments()));
    }

    @DELETE
    @Path("{group}")
    @Operation(
            operationId = "dissolveGroup",
            summary = "Dissolves a group: its members work alone from now on",
            description = "Its workspace stays with the one who owns it.")
    @APIResponse(responseCode = "204", description = "Done")
    public void dissolve(@PathParam("id") String assignment, @PathParam("group") String group) {
        groups.dissolve(caller, AssignmentResource.id(assignment), Ids.parse("The group", group));
    }
}
