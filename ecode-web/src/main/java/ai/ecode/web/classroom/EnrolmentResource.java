package ai.ecode.web.classroom;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.CourseRole;
import ai.ecode.classroom.Enrolment;
import ai.ecode.classroom.Enrolments;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
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

/// Who takes part in a course. Those who run it see that.
@Path("/courses/{id}/enrolments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class EnrolmentResource {

    @Inject private Caller caller;
    @Inject private Enrolments enrolments;

    /// Somebody's part in a course.
    @Schema(name = "Enrolment")
    public record EnrolmentView(
            UUID id,
            @Schema(examples = "Ada Lovelace") String name,
            @Schema(description = "Absent for who has never signed in", examples = "student1")
                    @Nullable String user,
            @Nullable String email,
            @Schema(enumeration = {"teacher", "assistant", "student"}) String role,
            @Schema(examples = "Lab 3") @Nullable String section,
            Instant addedAt) {

        static EnrolmentView of(Enrolment enrolment) {
            return new EnrolmentView(
                    enrolment.id(),
                    enrolment.name(),
                    enrolment.userName().orElse(null),
                    enrolment.email().orElse(null),
                    enrolment.role().wireName(),
                    enrolment.section().orElse(null),
                    enrolment.addedAt());
        }
    }

    /// @param section none when absent
    public record WantedEnrolment(
            @NotNull @Schema(enumeration = {"teacher", "assistant", "student"}) String role,
            @Nullable String section) {}

    @GET
    @Operation(operationId = "listEnrolments", summary = "Lists who takes part, by name")
    public PageView<EnrolmentView> list(@PathParam("id") String course, @BeanParam PageQuery page) {
        return PageView.of(
                enrolments.of(caller, CourseResource.id(course), page.request()),
                EnrolmentView::of);
    }

    @PUT
    @Path("{enrolment}")
    @Operation(operationId = "changeEnrolment", summary = "Changes somebody's role or section")
    @APIResponse(responseCode = "409", description = "No teacher would be left (`conflict`)")
    public EnrolmentView change(
            @PathParam("id") String course,
            @PathParam("enrolment") String enrolment,
            @Valid @NotNull WantedEnrolment wanted) {
        CourseRole role =
                CourseRole.named(wanted.role())
                        .orElseThrow(() ->
                                new ECodeException(
                                                MALFORMED_REQUEST,
                                                "The role is teacher, assistant or student.")
                                        .with("field", "role"));
        return EnrolmentView.of(
                enrolments.change(
                        caller,
                        CourseResource.id(course),
                        Ids.parse("This person", enrolment),
                        role,
                        wanted.section()));
    }

    @DELETE
    @Path("{enrolment}")
    @Operation(
            operationId = "removeEnrolment",
            summary = "Takes somebody out of the course",
            description = "What they submitted stays.")
    @APIResponse(responseCode = "204", description = "Done")
    @APIResponse(responseCode = "409", description = "No teacher would be left (`conflict`)")
    public void remove(@PathParam("id") String course, @PathParam("enrolment") String enrolment) {
        enrolments.remove(caller, CourseResource.id(course), Ids.parse("This person", enrolment));
    }
}
