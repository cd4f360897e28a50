package ai.ecode.web.execution;

import ai.ecode.execution.Language;
import ai.ecode.execution.Languages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Which languages there are, and which of them run here.
@Path("/languages")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "executions")
public class LanguageResource {

    @Inject private Languages languages;

    /// @param install what an administrator does; only for a language that does not run here
    /// @param repl the command that answers each line as it is typed, where one runs here
    /// @param formatter where one is known; it runs by `POST /api/workspaces/{id}/format`
    public record LanguageView(
            String id,
            String name,
            @Nullable String version,
            boolean available,
            @Nullable String install,
            @Nullable String repl,
            @Nullable FormatterView formatter) {

        static LanguageView of(Language language) {
            return new LanguageView(
                    language.id(),
                    language.name(),
                    language.version().orElse(null),
                    language.available(),
                    language.available() ? null : language.install(),
                    language.repl().orElse(null),
                    language.formatter().map(FormatterView::of).orElse(null));
        }
    }

    /// @param installed whether this installation has one; a workspace can have its own
    /// @param install what to do where there is none
    public record FormatterView(boolean installed, String install) {

        static FormatterView of(Language.Formatter formatter) {
            return new FormatterView(formatter.installed(), formatter.install());
        }
    }

    /// All of them: there are few.
    public record LanguageList(List<LanguageView> items) {}

    @GET
    @Operation(
            operationId = "listLanguages",
            summary = "Lists the languages",
            description =
                    "Those that run here, found out by compiling and running a program in a sandbox, and what to"
                            + " install for the others. A REPL is told where it answered a line, a formatter with whether"
                            + " it formatted a program.")
    public LanguageList list() {
        return new LanguageList(languages.all().stream().map(LanguageView::of).toList());
    }
}
