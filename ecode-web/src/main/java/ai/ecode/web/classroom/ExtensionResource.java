package ai.ecode.web.classroom;

import ai.ecode.classroom.Extension;
import ai.ecode.classroom.Extensions;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who has more time or more attempts.
@Path("/assignments/{id}/extensions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class ExtensionResource {

    @Inject private Caller caller;
    @Inject private Extensions extensions;

    /// What one person has beyond the others.
    @Schema(name = "Extension")
    public record ExtensionView(
            UUID enrolment,
            @Schema(examples = "Ada Lovelace") String name,
            @Nullable Instant dueAt,
            @Nullable Instant closesAt,
            int moreAttempts,
            String reason,
            @Schema(description = "User name", examples = "teacher") String grantedBy,
            Instant grantedAt) {

        static ExtensionView of(Extensions.Granted granted) {
            Extension extension = granted.extension();
            return new ExtensionView(
                    granted.enrolment().id(),
                    granted.enrolment().name(),
                    extension.dueAt().orElse(null),
                    extension.closesAt().orElse(null),
                    extension.moreAttempts(),
                    extension.reason(),
                    extension.grantedBy(),
                    extension.grantedAt());
        }
    }

    /// What is absent stays as it is for all. A date before everybody's changes nothing.
    public record WantedExtension(
            @Schema(format = "date-time") @Nullable String dueAt,
            @Schema(format = "date-time") @Nullable String closesAt,
            @Nullable Integer moreAttempts,
            @Schema(examples = "Was ill") @Nullable String reason) {

        Extension.Terms terms() {
            return new Extension.Terms(
                    WantedAssignment.time("dueAt", dueAt),
                    WantedAssignment.time("closesAt", closesAt),
                    moreAttempts == null ? 0 : moreAttempts,
                    reason == null ? "" : reason);
        }
    }

    @GET
    @Operation(operationId = "listExtensions", summary = "Lists who has an extension, by name")
    public PageView<ExtensionView> list(@PathParam("id") String assignment) {
        return PageView.whole(
                extensions.of(caller, AssignmentResource.id(assignment)).stream()
                        .map(ExtensionView::of)
                        .toList());
    }

    @PUT
    @Path("{enrolment}")
    @Operation(
            operationId = "grantExtension",
            summary = "Gives somebody more time or more attempts",
            description = "It takes the place of an earlier one.")
    public ExtensionView grant(
            @PathParam("id") String assignment,
            @PathParam("enrolment") String enrolment,
            @Valid @NotNull WantedExtension wanted) {
        return ExtensionView.of(
                extensions.grant(
                        caller,
                        AssignmentResource.id(assignment),
                        Ids.parse("This person", enrolment),
                        wanted.terms()));
    }

    @PUT
    @Path("groups/{group}")
    @Operation(
            operationId = "grantGroupExtension",
            summary = "Gives everybody of a group more time or more attempts",
            description =
                    "Each has it then, in the place of an earlier one: who leaves the group takes it along, and the others keep it.")
    @APIResponse(responseCode = "409", description = "Nobody is in the group (`conflict`)")
    public PageView<ExtensionView> grantAll(
            @PathParam("id") String assignment,
            @PathParam("group") String group,
            @Valid @NotNull WantedExtension wanted) {
        return PageView.whole(
                extensions
                        .grantAll(
                                caller,
                                AssignmentResource.id(assignment),
                                Ids.parse("The group", group),
                                wanted.terms())
                        .stream()
                        .map(ExtensionView::of)
                        .toList());
    }

    @DELETE
    @Path("{enrolment}")
    @Operation(operationId = "endExtension", summary = "Takes an extension back")
    @APIResponse(responseCode = "204", description = "Done")
    public void end(@PathParam("id") String assignment, @PathParam("enrolment") String enrolment) {
        extensions.end(
                caller, AssignmentResource.id(assignment), Ids.parse("This person", enrolment));
    }
}
