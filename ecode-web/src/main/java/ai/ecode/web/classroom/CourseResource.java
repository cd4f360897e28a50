package ai.ecode.web.classroom;

import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Courses;
import ai.ecode.classroom.Enrolments;
import ai.ecode.classroom.Invitation;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Courses: their list and their life.
@Path("/courses")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class CourseResource {

    @Inject private Caller caller;
    @Inject private Courses courses;
    @Inject private Enrolments enrolments;

    /// @param timeZone as the IANA database names it; UTC when absent
    public record NewCourse(
            @NotBlank @Schema(examples = "Programming 1") String title,
            @NotBlank @Schema(examples = "Autumn 2026") String term,
            @Schema(examples = "Europe/Vienna") @Nullable String timeZone) {}

    /// What is absent stays.
    public record CourseChange(
            @Nullable String title,
            @Nullable String term,
            @Nullable String timeZone,
            @Nullable Integer lateDays,
            @Nullable Boolean archived) {

        boolean isOfWhatItIs() {
            return title != null || term != null || timeZone != null || lateDays != null;
        }
    }

    /// The copy.
    public record WantedCopy(@NotBlank String title, @NotBlank String term) {}

    /// What somebody typed.
    public record TypedInvitation(@NotBlank @Schema(examples = "7Q4KD-9XM2T") String code) {}

    @GET
    @Operation(
            operationId = "listCourses",
            summary = "Lists the courses in which you take part",
            description = "Newest first; `archived=true` lists those in the archive instead.")
    public PageView<CourseView> list(
            @BeanParam PageQuery page, @QueryParam("archived") boolean archived) {
        return PageView.of(courses.of(caller, archived, page.request()), CourseView::of);
    }

    @POST
    @Operation(
            operationId = "createCourse",
            summary = "Creates a course; you are its teacher",
            description = "Needs the role `teacher` or `admin`.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = CourseView.class)))
    public Response create(@Valid @NotNull NewCourse wanted) {
        return created(
                courses.create(
                        caller,
                        wanted.title(),
                        wanted.term(),
                        wanted.timeZone() == null ? "UTC" : wanted.timeZone()));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getCourse", summary = "One course")
    public CourseView get(@PathParam("id") String id) {
        return CourseView.of(courses.enter(caller, id(id), CourseRight.SEE));
    }

    @PATCH
    @Path("{id}")
    @Operation(
            operationId = "changeCourse",
            summary = "Changes a course, or puts it into the archive and takes it out")
    @APIResponse(responseCode = "409", description = "It is in the archive (`conflict`)")
    public CourseView change(@PathParam("id") String id, @Valid @NotNull CourseChange change) {
        Courses.Place place = courses.enter(caller, id(id), CourseRight.TEACH);
        if (Boolean.FALSE.equals(change.archived())) {
            place = courses.archive(caller, id(id), false);
        }
        if (change.isOfWhatItIs()) {
            place =
                    courses.change(
                            caller,
                            id(id),
                            change.title(),
                            change.term(),
                            change.timeZone(),
                            change.lateDays());
        }
        if (Boolean.TRUE.equals(change.archived())) {
            place = courses.archive(caller, id(id), true);
        }
        return CourseView.of(place);
    }

    @POST
    @Path("{id}/copies")
    @Operation(
            operationId = "copyCourse",
            summary = "Copies a course for another term",
            description = "With all but its people.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = CourseView.class)))
    public Response copy(@PathParam("id") String id, @Valid @NotNull WantedCopy wanted) {
        return created(courses.copy(caller, id(id), wanted.title(), wanted.term()));
    }

    @POST
    @Path("{id}/invitation")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "inviteToCourse",
            summary = "Makes a code by which people of the organization join as students",
            description = "An earlier code ends.")
    public CourseView invite(@PathParam("id") String id) {
        return CourseView.of(courses.invite(caller, id(id)));
    }

    @DELETE
    @Path("{id}/invitation")
    @Operation(
            operationId = "closeInvitation",
            summary = "Ends the code; nobody joins by it any more")
    public CourseView closeInvitation(@PathParam("id") String id) {
        return CourseView.of(courses.closeInvitation(caller, id(id)));
    }

    @POST
    @Path("joins")
    @Operation(
            operationId = "joinCourse",
            summary = "Joins the course that an invitation code belongs to",
            description =
                    "Spaces, hyphens and case do not matter. Who takes part already keeps the role.")
    public CourseView join(@Valid @NotNull TypedInvitation invitation) {
        return CourseView.of(enrolments.join(caller, Invitation.typed(invitation.code())));
    }

    private static Response created(Courses.Place place) {
        return Response.created(URI.create("courses/" + place.course().id()))
                .entity(CourseView.of(place))
                .build();
    }

    static CourseId id(String text) {
        return new CourseId(Ids.parse("The course", text));
    }
}
