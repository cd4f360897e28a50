package ai.ecode.web.files;

import ai.ecode.files.FilePath;
import ai.ecode.files.FileSearch;
import ai.ecode.files.SearchMatch;
import ai.ecode.files.SearchQuery;
import ai.ecode.identity.Caller;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Finds text, or file names, in a workspace.
@Path("/workspaces/{workspace}/search")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "files")
public class SearchResource {

    @Inject private Caller caller;
    @Inject private FileSearch search;

    /// One match. Lines and columns count from 1, columns and lengths in UTF-16 units.
    @Schema(name = "SearchMatch")
    public record MatchView(
            String path,
            @Nullable Integer line,
            @Nullable Integer column,
            @Nullable Integer length,
            @Schema(description = "The line, or of a long one the part around the match")
                    @Nullable String text,
            @Schema(description = "The column at which `text` begins, when that is not the first")
                    @Nullable Integer textColumn) {

        static MatchView of(SearchMatch match) {
            return new MatchView(
                    match.path().value(),
                    match.line(),
                    match.column(),
                    match.length(),
                    match.text(),
                    match.textColumn() == 1 ? null : match.textColumn());
        }

        static MatchView of(FilePath path) {
            return new MatchView(path.value(), null, null, null, null, null);
        }
    }

    /// What was found.
    @Schema(name = "SearchAnswer")
    public record AnswerView(
            List<MatchView> items,
            @Schema(
                            description =
                                    "True when there may be more: too many matches, or not enough time")
                    boolean truncated) {}

    @GET
    @Operation(
            operationId = "searchFiles",
            summary = "Finds text in all files, or file names",
            description =
                    "Regular expressions are in RE2 syntax and match within a line. Binary files and those of more than 8 MiB"
                            + " are skipped. Answers within seconds; `truncated` says that there may be more.")
    public AnswerView search(
            @PathParam("workspace") String workspace,
            @Parameter(description = "What to find", required = true)
                    @QueryParam("q")
                    @DefaultValue("")
                    String text,
            @Parameter(description = "`text`, or `names` for file names")
                    @QueryParam("in")
                    @DefaultValue("text")
                    String in,
            @QueryParam("regex") boolean regex,
            @Parameter(description = "Whether case matters") @QueryParam("case") boolean matchCase,
            @Parameter(description = "Comma-separated globs, such as `*.py,src/**`")
                    @QueryParam("include")
                    @DefaultValue("")
                    String include,
            @Parameter(
                            description =
                                    "Comma-separated globs of what to pass over, folders with all that is in them")
                    @QueryParam("exclude")
                    @DefaultValue("")
                    String exclude) {
        WorkspaceId id = FileAddress.workspace(workspace);
        var query = new SearchQuery(text, regex, matchCase, globs(include), globs(exclude));
        if (in.equals("names")) {
            List<FilePath> names = search.names(caller, id, text);
            return new AnswerView(names.stream().map(MatchView::of).toList(), false);
        }
        FileSearch.Found found = search.text(caller, id, query);
        return new AnswerView(
                found.matches().stream().map(MatchView::of).toList(), found.truncated());
    }

    private static List<String> globs(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(glob -> !glob.isEmpty())
                .toList();
    }
}
