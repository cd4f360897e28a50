package ai.ecode.web.gradebook;

import ai.ecode.classroom.CourseId;
import ai.ecode.gradebook.GradeItem;
import ai.ecode.gradebook.GradeItems;
import ai.ecode.identity.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Columns of a grade book that are no assignments.
@Path("/courses/{id}/gradebook/items")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "gradebook")
public class GradeItemResource {

    @Inject private Caller caller;
    @Inject private GradeItems items;

    /// What a teacher says about one.
    @Schema(name = "WantedGradeItem")
    public record WantedItem(
            @NotNull @Schema(examples = "Oral exam") String title,
            @NotNull @Schema(description = "Of a perfect score", examples = "20") BigDecimal points,
            @NotNull UUID category) {

        GradeItem.Terms terms() {
            return new GradeItem.Terms(title, points, category);
        }
    }

    /// How far the scores of an item are released.
    @Schema(name = "GradeItemRelease")
    public record ReleaseView(
            int scores,
            @Schema(description = "How many students see one") int shown,
            @Schema(description = "To how many releasing would show something else") int news,
            boolean released) {

        static ReleaseView of(GradeItems.State state) {
            return new ReleaseView(state.scores(), state.shown(), state.news(), state.isReleased());
        }
    }

    @POST
    @Operation(
            operationId = "createGradeItem",
            summary = "Makes a column for what is judged elsewhere",
            description = "Students know nothing of it until it is released.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = GradeBookView.ColumnView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The course is in the archive, or there are too many (`conflict`)")
    public Response create(@PathParam("id") String id, @Valid @NotNull WantedItem wanted) {
        CourseId course = GradeBookResource.course(id);
        var view = GradeBookView.ColumnView.of(items.create(caller, course, wanted.terms()));
        return Response.created(
                        URI.create("courses/%s/gradebook/items/%s".formatted(course, view.id())))
                .entity(view)
                .build();
    }

    @PUT
    @Path("{item}")
    @Operation(operationId = "changeGradeItem", summary = "Changes its title, points or category")
    @APIResponse(
            responseCode = "409",
            description =
                    "Somebody has more points already, or the course is in the archive (`conflict`)")
    public GradeBookView.ColumnView change(
            @PathParam("id") String id,
            @PathParam("item") String item,
            @Valid @NotNull WantedItem wanted) {
        return GradeBookView.ColumnView.of(
                items.change(
                        caller,
                        GradeBookResource.course(id),
                        GradeBookResource.column(item),
                        wanted.terms()));
    }

    @DELETE
    @Path("{item}")
    @Operation(operationId = "removeGradeItem", summary = "Removes it, with all its scores")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public void remove(@PathParam("id") String id, @PathParam("item") String item) {
        items.remove(caller, GradeBookResource.course(id), GradeBookResource.column(item));
    }

    @PUT
    @Path("{item}/release")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "releaseGradeItem",
            summary = "Shows all students their scores of it as they are now",
            description = "They see exactly this until it is done again.")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public ReleaseView release(@PathParam("id") String id, @PathParam("item") String item) {
        return ReleaseView.of(
                items.release(
                        caller, GradeBookResource.course(id), GradeBookResource.column(item)));
    }

    @DELETE
    @Path("{item}/release")
    @Operation(
            operationId = "withdrawGradeItem",
            summary = "Takes its release back: students know nothing of it again")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public ReleaseView withdraw(@PathParam("id") String id, @PathParam("item") String item) {
        return ReleaseView.of(
                items.withdraw(
                        caller, GradeBookResource.course(id), GradeBookResource.column(item)));
    }
}
