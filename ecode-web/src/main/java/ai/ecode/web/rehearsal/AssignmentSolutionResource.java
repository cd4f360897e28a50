package ai.ecode.web.rehearsal;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.identity.Caller;
import ai.ecode.rehearsal.Solutions;
import ai.ecode.web.http.AnnouncedLength;
import ai.ecode.web.http.Ids;
import ai.ecode.web.rehearsal.SolutionViews.SolutionView;
import ai.ecode.web.rehearsal.SolutionViews.SolutionsView;
import ai.ecode.web.rehearsal.SolutionViews.WantedSolution;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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

/// The solutions with which the tests of an assignment are tried out.
@Path("/assignments/{id}/solutions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class AssignmentSolutionResource {

    /// Base64 of what may be stored, with the paths.
    static final long MOST_BYTES = 2L << 20;

    @Inject private Caller caller;
    @Inject private Solutions solutions;
    @Context private HttpHeaders headers;

    @GET
    @Operation(
            operationId = "listSolutions",
            summary = "Lists the solutions with which the tests are tried out, the reference first",
            description = "For those who run the course.")
    public SolutionsView list(@PathParam("id") String id) {
        return new SolutionsView(
                solutions.of(caller, id(id)).stream().map(SolutionView::of).toList());
    }

    @POST
    @Operation(
            operationId = "addSolution",
            summary = "Adds a solution with which the tests are tried out",
            description = "One reference and up to 20 wrong ones, each at most 1 MiB in 100 files.")
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = SolutionView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The kind, the name or a file is not usable (`malformed-request`)")
    @APIResponse(
            responseCode = "409",
            description =
                    "There is one of that name (`name-taken`), a reference or too many already, the tests are being tried out, or the"
                            + " course is in the archive (`conflict`)")
    @APIResponse(responseCode = "413", description = "Too much (`too-large`)")
    public Response add(@PathParam("id") String id, @Valid @NotNull WantedSolution wanted) {
        AnnouncedLength.check(headers, MOST_BYTES);
        SolutionView added = SolutionView.of(solutions.add(caller, id(id), wanted.toSolution()));
        return Response.created(URI.create("solutions/" + added.id())).entity(added).build();
    }

    private static AssignmentId id(String text) {
        return new AssignmentId(Ids.parse("The assignment", text));
    }
}
