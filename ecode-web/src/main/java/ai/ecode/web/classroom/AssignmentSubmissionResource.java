package ai.ecode.web.classroom;

import ai.ecode.classroom.Submissions;
import ai.ecode.classroom.Submitting;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.IdempotencyFilter;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What is handed in to an assignment.
@Path("/assignments/{id}/submissions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class AssignmentSubmissionResource {

    @Inject private Caller caller;
    @Inject private Submissions submissions;
    @Inject private Submitting submitting;

    @Context private HttpHeaders headers;

    @GET
    @Operation(
            operationId = "listSubmissions",
            summary = "Lists what was submitted, newest first",
            description =
                    "Your own; for those who run the course everybody's, or with `user` one person's.")
    public PageView<SubmissionView> list(
            @PathParam("id") String assignment,
            @QueryParam("user") @Nullable String user,
            @BeanParam PageQuery page) {
        return PageView.of(
                submissions.of(caller, AssignmentResource.id(assignment), user, page.request()),
                SubmissionView::of);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "submit",
            summary = "Submits the files of your workspace as they are now",
            description =
                    "With what is being edited and what programs wrote. The time at which the request came counts. A"
                            + " submission never changes.")
    @APIResponse(
            responseCode = "201",
            description = "Received",
            content = @Content(schema = @Schema(implementation = SubmissionView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "It is not open for you, you have no attempt left, or you have not opened it (`conflict`)")
    @APIResponse(responseCode = "413", description = "The workspace holds too much (`too-large`)")
    @APIResponse(
            responseCode = "429",
            description =
                    "Too soon after the last attempt; see Retry-After. Or all attempts together would hold too much, which waiting does not change")
    public Response submit(@PathParam("id") String assignment) {
        String key = headers.getHeaderString(IdempotencyFilter.HEADER);
        SubmissionView view =
                SubmissionView.of(
                        submitting.submit(caller, AssignmentResource.id(assignment), key));
        return Response.created(URI.create("submissions/" + view.id())).entity(view).build();
    }
}
