package ai.ecode.web.gradebook;

import ai.ecode.gradebook.GradeBook;
import ai.ecode.gradebook.Statistics;
import ai.ecode.identity.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How the scores of a course are spread.
@Path("/courses/{id}/gradebook/statistics")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "gradebook")
public class GradeStatisticsResource {

    @Inject private Caller caller;
    @Inject private GradeBook book;

    /// For the totals and each column in which something counts.
    @Schema(name = "GradeStatistics")
    public record StatisticsView(
            @Schema(description = "The totals first; columns in which nothing counts are left out")
                    List<SpreadView> items) {

        static StatisticsView of(GradeBook.Spread spread) {
            return new StatisticsView(
                    Stream.concat(
                                    spread
                                            .totals()
                                            .map(one ->
                                                    SpreadView.of(
                                                            null,
                                                            "Total",
                                                            BigDecimal.valueOf(100),
                                                            one))
                                            .stream(),
                                    spread.sheet().columns().stream()
                                            .flatMap(column ->
                                                    Optional.ofNullable(
                                                            spread.columns().get(column.id()))
                                                            .map(one ->
                                                                    SpreadView.of(
                                                                            column.id(),
                                                                            column.title(),
                                                                            column.points(),
                                                                            one))
                                                            .stream()))
                            .toList());
        }
    }

    /// How the scores of one column, or the totals in percent, are spread.
    @Schema(name = "GradeSpread")
    public record SpreadView(
            @Schema(description = "Absent for the totals") @Nullable UUID column,
            @Schema(examples = "Sum") String title,
            @Schema(description = "The most there can be", examples = "10") BigDecimal possible,
            @Schema(description = "Scores that count, with what is missing where that does")
                    int count,
            BigDecimal mean,
            BigDecimal min,
            BigDecimal q1,
            BigDecimal median,
            BigDecimal q3,
            BigDecimal max,
            @Schema(description = "Of a sample (n - 1); absent for one alone")
                    @Nullable BigDecimal deviation,
            @Schema(description = "How many lie in each tenth of what is possible")
                    List<Integer> bins) {

        static SpreadView of(
                @Nullable UUID column, String title, BigDecimal possible, Statistics statistics) {
            return new SpreadView(
                    column,
                    title,
                    GradeBookView.plain(possible),
                    statistics.count(),
                    GradeBookView.plain(statistics.mean()),
                    GradeBookView.plain(statistics.least()),
                    GradeBookView.plain(statistics.lowQuartile()),
                    GradeBookView.plain(statistics.median()),
                    GradeBookView.plain(statistics.highQuartile()),
                    GradeBookView.plain(statistics.most()),
                    statistics.deviation().map(GradeBookView::plain).orElse(null),
                    statistics.bins());
        }
    }

    @GET
    @Operation(
            operationId = "getGradeStatistics",
            summary = "How scores and totals are spread",
            description = "For those who run the course; with `section` those of one section.")
    public StatisticsView get(
            @PathParam("id") String id, @QueryParam("section") @DefaultValue("") String section) {
        return StatisticsView.of(book.statistics(caller, GradeBookResource.course(id), section));
    }
}
