package ai.ecode.web.regrading;

import ai.ecode.classroom.CourseId;
import ai.ecode.identity.Caller;
import ai.ecode.regrading.CourseRegrades;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Testing everything again that was handed in to a course.
@Path("/courses/{id}/regrades")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class CourseRegradeResource {

    @Inject private Caller caller;
    @Inject private CourseRegrades regrades;

    /// The last time that all submissions to an assignment were tested again.
    @Schema(name = "CourseRegrade")
    public record PartView(
            @Schema(description = "Of the assignment", examples = "Sum of two numbers")
                    String title,
            RegradeView regrade) {

        static PartView of(CourseRegrades.Part part) {
            return new PartView(part.assignment().title(), RegradeView.of(part.progress()));
        }
    }

    @GET
    @Operation(
            operationId = "listCourseRegrades",
            summary = "How far the last time of testing again is, for each assignment that had one")
    public PageView<PartView> list(@PathParam("id") String id) {
        return PageView.whole(regrades.of(caller, id(id)).stream().map(PartView::of).toList());
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "startCourseRegrades",
            summary =
                    "Tests all submissions to all assignments again, with the tests as they are now",
            description =
                    "One assignment after the other. No score changes by it until it is applied, for each assignment by itself. Answers"
                            + " with those that began.")
    @APIResponse(
            responseCode = "409",
            description =
                    "There is nothing to test, or it is being tested already; the course is in the archive (`conflict`)")
    public PageView<PartView> start(@PathParam("id") String id) {
        return PageView.whole(regrades.start(caller, id(id)).stream().map(PartView::of).toList());
    }

    private static CourseId id(String text) {
        return new CourseId(Ids.parse("The course", text));
    }
}
