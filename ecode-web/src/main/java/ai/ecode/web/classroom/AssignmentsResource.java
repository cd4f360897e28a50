package ai.ecode.web.classroom;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.Workplaces;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Assignments by where one works on them.
@Path("/assignments")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class AssignmentsResource {

    @Inject private Caller caller;
    @Inject private Workplaces workplaces;

    @GET
    @Operation(
            operationId = "findAssignments",
            summary = "The assignment that is worked on in a workspace",
            description =
                    "One or none. None also for those who look into the workspace and take no part in the course.")
    @APIResponse(responseCode = "400", description = "No workspace is given (`malformed-request`)")
    public PageView<AssignmentView> find(
            @Parameter(required = true, description = "Its id") @QueryParam("workspace")
                    @Nullable String workspace) {
        if (workspace == null || workspace.isBlank()) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "Assignments are found by the workspace in which one works: ?workspace=ID. Those of a course are listed at the course.")
                    .with("field", "workspace");
        }
        return PageView.whole(
                workplaces
                        .assignmentOf(
                                caller, new WorkspaceId(Ids.parse("The workspace", workspace)))
                        .map(AssignmentView::of)
                        .stream()
                        .toList());
    }
}
