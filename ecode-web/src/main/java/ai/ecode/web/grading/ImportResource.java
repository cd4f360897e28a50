package ai.ecode.web.grading;

import ai.ecode.classroom.CourseId;
import ai.ecode.execution.LimitSettings;
import ai.ecode.grading.SuiteChanges;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.AnnouncedLength;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Makes assignments of what others are made of.
@Path("/courses/{id}/assignments/imports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class ImportResource {

    /// Starter files and solutions in Base64, and a suite.
    private static final long MOST_BYTES = 56L << 20;

    @Inject private Caller caller;
    @Inject private SuiteChanges changes;
    @Inject private LimitSettings limits;
    @Context private HttpHeaders headers;

    /// The draft that was made.
    @Schema(name = "ImportedAssignment")
    public record Imported(UUID id) {}

    @POST
    @Operation(
            operationId = "importAssignment",
            summary = "Makes a draft of what another assignment, or an example, is made of",
            description = "Everything is made, or nothing.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = Imported.class)))
    @APIResponse(
            responseCode = "400",
            description =
                    "A test is not usable, or its language does not run here (`malformed-request`, `unknown-language`)")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    @APIResponse(responseCode = "413", description = "Too much (`too-large`)")
    public Response build(@PathParam("id") String course, @Valid @NotNull BlueprintView wanted) {
        AnnouncedLength.check(headers, MOST_BYTES);
        UUID made =
                changes.build(
                                caller,
                                new CourseId(Ids.parse("The course", course)),
                                wanted.blueprint(limits.usual()))
                        .value();
        return Response.created(URI.create("assignments/" + made))
                .entity(new Imported(made))
                .build();
    }
}
