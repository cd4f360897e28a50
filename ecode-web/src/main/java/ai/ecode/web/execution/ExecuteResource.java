package ai.ecode.web.execution;

import ai.ecode.execution.Executions;
import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Program;
import ai.ecode.execution.SourceFile;
import ai.ecode.identity.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Runs a program apart from any workspace.
@Path("/execute")
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "executions")
public class ExecuteResource {

    @Inject private Caller caller;
    @Inject private Executions executions;
    @Inject private LimitSettings limits;
    @Inject private Runs runs;

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "execute",
            summary = "Runs a program in a fresh sandbox without network",
            description =
                    "Answers 200 whenever it ran, however it ended. With `Accept: text/event-stream` the answer is a"
                            + " stream of the events started, phase, output, and last outcome or problem.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ExecuteBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "It ran",
            content = @Content(schema = @Schema(implementation = OutcomeView.class)))
    @APIResponse(
            responseCode = "400",
            description = "unknown-language, limit-above-ceiling, invalid-path, malformed-request")
    @APIResponse(responseCode = "413", description = "The body is larger than 16 MiB")
    @APIResponse(responseCode = "429", description = "Too many runs wait; see Retry-After")
    public void execute(InputStream body, @Suspended AsyncResponse response) throws IOException {
        WantedExecution wanted = WantedExecution.read(body);
        Program program = wanted.program(limits);
        List<SourceFile> files = wanted.files(executions);
        Caller asking = caller;
        runs.answer(response, watching -> executions.run(asking, program, files, watching));
    }

    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
    @Operation(hidden = true)
    public void stream(InputStream body, @Context Sse sse, @Context SseEventSink sink)
            throws IOException {
        WantedExecution wanted = WantedExecution.read(body);
        Program program = wanted.program(limits);
        List<SourceFile> files = wanted.files(executions);
        executions.check(caller, program, files);
        Caller asking = caller;
        runs.stream(sse, sink, watching -> executions.run(asking, program, files, watching));
    }
}
