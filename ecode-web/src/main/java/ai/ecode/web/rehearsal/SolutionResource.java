package ai.ecode.web.rehearsal;

import ai.ecode.files.Snapshots;
import ai.ecode.identity.Caller;
import ai.ecode.rehearsal.SolutionId;
import ai.ecode.rehearsal.Solutions;
import ai.ecode.web.http.AnnouncedLength;
import ai.ecode.web.http.Ids;
import ai.ecode.web.rehearsal.SolutionViews.OpenedView;
import ai.ecode.web.rehearsal.SolutionViews.SolutionView;
import ai.ecode.web.rehearsal.SolutionViews.WantedSolution;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// One solution with which tests are tried out.
@Path("/solutions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class SolutionResource {

    @Inject private Caller caller;
    @Inject private Solutions solutions;
    @Inject private Snapshots snapshots;
    @Context private HttpHeaders headers;

    @GET
    @Operation(operationId = "getSolution", summary = "A solution with its files")
    public OpenedView get(@PathParam("id") String id) {
        return OpenedView.of(solutions.open(caller, id(id)), snapshots);
    }

    @PUT
    @Operation(
            operationId = "changeSolution",
            summary = "Puts another solution in the place of this one")
    @APIResponse(
            responseCode = "400",
            description = "The kind, the name or a file is not usable (`malformed-request`)")
    @APIResponse(
            responseCode = "409",
            description =
                    "There is one of that name (`name-taken`), a reference already, the tests are being tried out, or the course is in"
                            + " the archive (`conflict`)")
    @APIResponse(responseCode = "413", description = "Too much (`too-large`)")
    public SolutionView change(@PathParam("id") String id, @Valid @NotNull WantedSolution wanted) {
        AnnouncedLength.check(headers, AssignmentSolutionResource.MOST_BYTES);
        return SolutionView.of(solutions.change(caller, id(id), wanted.toSolution()));
    }

    @DELETE
    @Operation(operationId = "removeSolution", summary = "Deletes a solution")
    @APIResponse(responseCode = "204", description = "Done")
    @APIResponse(
            responseCode = "409",
            description =
                    "The tests are being tried out, or the course is in the archive (`conflict`)")
    public void remove(@PathParam("id") String id) {
        solutions.remove(caller, id(id));
    }

    private static SolutionId id(String text) {
        return new SolutionId(Ids.parse("The solution", text));
    }
}
