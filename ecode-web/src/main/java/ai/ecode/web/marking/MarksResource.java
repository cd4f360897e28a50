package ai.ecode.web.marking;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.identity.Caller;
import ai.ecode.marking.Mark;
import ai.ecode.marking.Marks;
import ai.ecode.web.http.Ids;
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

/// The marks of an assignment.
@Path("/assignments/{id}/marks")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "marking")
public class MarksResource {

    @Inject private Caller caller;
    @Inject private Marks marks;

    /// What one submission is worth.
    @Schema(name = "MarkInList")
    public record MarkInListView(
            UUID submission,
            @Schema(
                            description =
                                    "By the tests, and by what people said; absent while there is none",
                            examples = "7.5")
                    @Nullable BigDecimal score,
            @Schema(description = "Of a perfect submission", examples = "10") BigDecimal points) {

        static MarkInListView of(Mark mark) {
            return new MarkInListView(
                    mark.submission().id().value(),
                    mark.score().map(MarkView::plain).orElse(null),
                    MarkView.plain(mark.points()));
        }
    }

    @GET
    @Operation(
            operationId = "listMarks",
            summary = "Lists what the submissions to an assignment are worth, newest first",
            description = "For those who run the course.")
    public PageView<MarkInListView> list(@PathParam("id") String id, @BeanParam PageQuery page) {
        return PageView.of(
                marks.all(
                        caller, new AssignmentId(Ids.parse("The assignment", id)), page.request()),
                MarkInListView::of);
    }
}
