package ai.ecode.web.gradebook;

import ai.ecode.classroom.CourseId;
import ai.ecode.gradebook.CourseProgress;
import ai.ecode.gradebook.GradeBook;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How far the students of a course have come.
@Path("/courses/{id}/progress")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "gradebook")
public class ProgressResource {

    @Inject private Caller caller;
    @Inject private CourseProgress progress;
    @Inject private GradeBook book;

    /// One student.
    @Schema(name = "StudentProgress")
    public record ProgressView(
            UUID enrolment,
            @Schema(examples = "Ada Lovelace") String name,
            @Schema(description = "Absent for somebody who has never signed in")
                    @Nullable String user,
            @Nullable String section,
            @Schema(description = "Assignments they have opened and not handed in") int begun,
            int handedIn,
            int missing,
            @Schema(description = "When they handed in or worked last; absent for never")
                    @Nullable Instant lastActiveAt,
            @Schema(description = "By the time they are due") List<StepView> assignments) {

        static ProgressView of(CourseProgress.Row row) {
            return new ProgressView(
                    row.student().id(),
                    row.student().name(),
                    row.student().userName().orElse(null),
                    row.student().section().orElse(null),
                    row.count(CourseProgress.State.BEGUN),
                    row.count(CourseProgress.State.HANDED_IN),
                    row.count(CourseProgress.State.MISSING),
                    row.lastActiveAt().orElse(null),
                    row.steps().stream().map(StepView::of).toList());
        }
    }

    /// Where somebody stands with an assignment.
    @Schema(name = "AssignmentProgress")
    public record StepView(
            UUID assignment,
            @Schema(examples = "Sum") String title,
            @Schema(enumeration = {"upcoming", "open", "begun", "handed-in", "missing", "excused"})
                    String state,
            @Schema(description = "With the person's extension, as the next two")
                    @Nullable Instant opensAt,
            @Nullable Instant dueAt,
            @Nullable Instant closesAt,
            int attempts,
            @Schema(description = "Whether the last came late") boolean late,
            @Schema(description = "When they handed in last") @Nullable Instant lastAt) {

        static StepView of(CourseProgress.Step step) {
            return new StepView(
                    step.assignment().id().value(),
                    step.assignment().title(),
                    GradeBookView.wire(step.state()),
                    step.dates().opens(),
                    step.dates().due(),
                    step.dates().closes(),
                    step.attempts(),
                    step.late(),
                    step.lastAt().orElse(null));
        }
    }

    @GET
    @Operation(
            operationId = "listProgress",
            summary = "How far the students have come, or you have",
            description =
                    "Everybody for those who run the course, with `section` those of one section; a student sees their own.")
    public PageView<ProgressView> list(
            @PathParam("id") String id,
            @QueryParam("section") @DefaultValue("") String section,
            @BeanParam PageQuery page) {
        CourseId course = GradeBookResource.course(id);
        return PageView.of(
                book.isOfTheStaff(caller, course)
                        ? progress.of(caller, course, section, page.request())
                        : progress.own(caller, course),
                ProgressView::of);
    }
}
