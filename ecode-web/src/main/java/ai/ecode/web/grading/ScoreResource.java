package ai.ecode.web.grading;

import ai.ecode.grading.Grading;
import ai.ecode.grading.Gradings;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The scores of an assignment.
@Path("/assignments/{id}/gradings")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class ScoreResource {

    @Inject private Caller caller;
    @Inject private Gradings gradings;

    /// The score of one submission.
    @Schema(name = "Score")
    public record ScoreView(
            UUID submission,
            @Schema(enumeration = {"waiting", "running", "done"}) String state,
            @Schema(description = "Absent until it is done, and shown to you")
                    @Nullable BigDecimal score) {

        static ScoreView of(Gradings.Score one) {
            Grading grading = one.grading();
            return new ScoreView(
                    grading.submission().value(),
                    Wire.name(grading.state()),
                    one.score().map(GradingResource::plain).orElse(null));
        }
    }

    @GET
    @Operation(
            operationId = "listGradings",
            summary = "Lists the scores of an assignment, newest first",
            description = "Your own; for those who run the course everybody's.")
    public PageView<ScoreView> list(@PathParam("id") String assignment, @BeanParam PageQuery page) {
        return PageView.of(
                gradings.of(caller, SuiteResource.id(assignment), page.request()), ScoreView::of);
    }
}
