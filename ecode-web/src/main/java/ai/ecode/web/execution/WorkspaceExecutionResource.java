package ai.ecode.web.execution;

import ai.ecode.execution.Executions;
import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Program;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Runs files of a workspace in it.
@Path("/workspaces/{id}/executions")
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "executions")
public class WorkspaceExecutionResource {

    @Inject private Caller caller;
    @Inject private Executions executions;
    @Inject private LimitSettings limits;
    @Inject private Runs runs;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listExecutions",
            summary = "Lists a workspace's runs, newest first",
            description = "Those that run now have the status RUNNING. Output is not kept.")
    public PageView<ExecutionView> list(
            @PathParam("id") String workspace, @BeanParam PageQuery page) {
        return PageView.of(
                executions.list(caller, id(workspace), page.request()), ExecutionView::of);
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "runInWorkspace",
            summary = "Runs a file of a running workspace",
            description =
                    "Answers 200 whenever it ran. With `Accept: text/event-stream` the first event tells the id by which"
                            + " the run can be cancelled.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ExecuteBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "It ran",
            content = @Content(schema = @Schema(implementation = OutcomeView.class)))
    @APIResponse(responseCode = "409", description = "The workspace is not running")
    @APIResponse(responseCode = "429", description = "Too many programs run in it")
    public void run(
            @PathParam("id") String workspace, InputStream body, @Suspended AsyncResponse response)
            throws IOException {
        Program program = WantedExecution.read(body).program(limits);
        WorkspaceId id = id(workspace);
        Caller asking = caller;
        runs.answer(response, watching -> executions.runIn(asking, id, program, watching));
    }

    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
    @Operation(hidden = true)
    public void stream(
            @PathParam("id") String workspace,
            InputStream body,
            @Context Sse sse,
            @Context SseEventSink sink)
            throws IOException {
        Program program = WantedExecution.read(body).program(limits);
        WorkspaceId id = id(workspace);
        executions.checkIn(caller, id, program);
        Caller asking = caller;
        runs.stream(sse, sink, watching -> executions.runIn(asking, id, program, watching));
    }

    @DELETE
    @Path("{execution}")
    @Operation(
            operationId = "cancelExecution",
            summary = "Ends a run",
            description = "Whoever started it is answered with what it wrote until then.")
    @APIResponse(responseCode = "204", description = "It is over")
    public void cancel(
            @PathParam("id") String workspace, @PathParam("execution") String execution) {
        executions.cancel(caller, id(workspace), Ids.parse("The execution", execution));
    }

    private static WorkspaceId id(String workspace) {
        return new WorkspaceId(Ids.parse("The workspace", workspace));
    }
}
