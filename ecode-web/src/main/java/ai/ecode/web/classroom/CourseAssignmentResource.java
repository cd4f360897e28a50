package ai.ecode.web.classroom;

import ai.ecode.classroom.Assignments;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The assignments of a course.
@Path("/courses/{id}/assignments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class CourseAssignmentResource {

    @Inject private Caller caller;
    @Inject private Assignments assignments;

    @GET
    @Operation(
            operationId = "listAssignments",
            summary = "Lists a course's assignments, by the time they are due",
            description = "Drafts are listed for those who run the course.")
    public PageView<AssignmentView> list(
            @PathParam("id") String course, @BeanParam PageQuery page) {
        return PageView.of(
                assignments.of(caller, CourseResource.id(course), page.request()),
                AssignmentView::of);
    }

    @POST
    @Operation(operationId = "createAssignment", summary = "Creates an assignment, as a draft")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = AssignmentView.class)))
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public Response create(
            @PathParam("id") String course, @Valid @NotNull WantedAssignment wanted) {
        AssignmentView view =
                AssignmentView.of(
                        assignments.create(caller, CourseResource.id(course), wanted.plan()));
        return Response.created(URI.create("assignments/" + view.id())).entity(view).build();
    }
}
