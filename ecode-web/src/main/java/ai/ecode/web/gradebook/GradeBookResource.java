package ai.ecode.web.gradebook;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.CourseId;
import ai.ecode.gradebook.GradeBook;
import ai.ecode.gradebook.GradeBookCsv;
import ai.ecode.gradebook.GradeBookImports;
import ai.ecode.gradebook.ImportPlan;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PlannedFile;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The grade book of a course.
@Path("/courses/{id}/gradebook")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "gradebook")
public class GradeBookResource {

    private static final MediaType CSV = new MediaType("text", "csv");

    @Inject private Caller caller;
    @Inject private GradeBook book;
    @Inject private GradeBookImports imports;
    @Context private HttpHeaders headers;

    @GET
    @Produces({MediaType.APPLICATION_JSON, "text/csv"})
    @Operation(
            operationId = "getGradeBook",
            summary = "The grade book, or your own row of it",
            description =
                    "Who runs the course sees all of it, page by page, or with `format=csv` or `Accept: text/csv` as one CSV."
                            + " A student sees their own row with what is released, and what that comes to.")
    @APIResponse(
            responseCode = "200",
            description = "The grade book",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = GradeBookView.class)),
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    public Response get(
            @PathParam("id") String id,
            @Parameter(description = "Of the course; all when absent")
                    @QueryParam("section")
                    @DefaultValue("")
                    String section,
            @Parameter(
                            description =
                                    "`name`, `section`, `total` or the id of a column; with `,desc` the other way around")
                    @QueryParam("sort")
                    @DefaultValue("name")
                    String sort,
            @Parameter(description = "`json` or `csv`; `Accept` decides when absent")
                    @QueryParam("format")
                    @Nullable String format,
            @BeanParam PageQuery page) {
        CourseId course = course(id);
        boolean isStaff = book.isOfTheStaff(caller, course);
        if (isCsv(format)) {
            return csv(course, section);
        }
        GradeBookView view =
                isStaff
                        ? GradeBookView.all(
                                book.of(caller, course, order(section, sort), page.request()))
                        : GradeBookView.own(book.own(caller, course));
        return Response.ok(view, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private boolean isCsv(@Nullable String format) {
        if (format == null) {
            MediaType best = headers.getAcceptableMediaTypes().getFirst();
            return best.getType().equals("text") && best.getSubtype().equals("csv");
        }
        if (!format.equals("csv") && !format.equals("json")) {
            throw new ECodeException(MALFORMED_REQUEST, "The format is json or csv.")
                    .with("field", "format");
        }
        return format.equals("csv");
    }

    /// The first students are read before anything is answered, so that a refusal is one.
    private Response csv(CourseId course, String section) {
        Caller who = caller;
        GradeBook.View first = part(who, course, section, 0);
        StreamingOutput body = out -> write(out, who, course, section, first);
        return Response.ok(body, CSV.withCharset("utf-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"gradebook.csv\"")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private void write(
            OutputStream out, Caller who, CourseId course, String section, GradeBook.View first)
            throws IOException {
        GradeBook.View part = first;
        for (int page = 0; ; page++) {
            out.write(GradeBookCsv.write(part, page == 0).getBytes(StandardCharsets.UTF_8));
            if ((page + 1L) * Page.LARGEST_SIZE >= first.rows().total()) {
                return;
            }
            part = part(who, course, section, page + 1);
            if (!part.isOfTheSameAs(first)) {
                throw new IOException("The course changed during the export of its grade book");
            }
        }
    }

    private GradeBook.View part(Caller who, CourseId course, String section, int page) {
        return book.of(
                who,
                course,
                new GradeBook.Order(section, "name", false),
                new PageRequest(page, Page.LARGEST_SIZE));
    }

    @POST
    @Consumes("text/csv")
    @Operation(
            operationId = "planGradeImport",
            summary = "What a CSV of scores would change",
            description =
                    "As the export: the columns `user` or `email`, and columns of the grade book by their titles, with scores, `excused`, `missing`, or nothing for what stays."
                            + " A column “Title (20 points)” that is not there is made. The answer's ETag names this plan.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "The plan",
            content = @Content(schema = @Schema(implementation = GradeImportView.class)))
    @APIResponse(responseCode = "400", description = "It is no such file (`malformed-request`)")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    @APIResponse(responseCode = "413", description = "It is too large, or changes too much at once")
    public Response plan(@PathParam("id") String id, InputStream body) throws IOException {
        CourseId course = course(id);
        return answer(
                imports.plan(
                        caller,
                        course,
                        PlannedFile.read(headers, body, GradeBookImports.MOST_BYTES)));
    }

    @PUT
    @Consumes("text/csv")
    @Operation(
            operationId = "applyGradeImport",
            summary = "Carries a plan out, all of it or nothing",
            description = "`If-Match` is the ETag of the plan that was looked at.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "What was changed",
            content = @Content(schema = @Schema(implementation = GradeImportView.class)))
    @APIResponse(responseCode = "400", description = "A cell has a fault (`malformed-request`)")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    @APIResponse(responseCode = "412", description = "It would do something else by now")
    @APIResponse(responseCode = "413", description = "It is too large, or changes too much at once")
    @APIResponse(responseCode = "428", description = "You did not say which plan you mean")
    public Response apply(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String plan,
            InputStream body)
            throws IOException {
        CourseId course = course(id);
        return answer(
                imports.apply(
                        caller,
                        course,
                        PlannedFile.read(headers, body, GradeBookImports.MOST_BYTES),
                        PlannedFile.plan(plan)));
    }

    private static Response answer(ImportPlan plan) {
        return PlannedFile.answer(GradeImportView.of(plan), plan.digest());
    }

    static GradeBook.Order order(String section, String sort) {
        boolean descending = sort.endsWith(",desc");
        return new GradeBook.Order(section, sort.replaceAll(",(asc|desc)$", ""), descending);
    }

    static CourseId course(String text) {
        return new CourseId(Ids.parse("The course", text));
    }

    static UUID column(String text) {
        return Ids.parse("The column", text);
    }
}
