package ai.ecode.web.grading;

import ai.ecode.identity.Caller;
import ai.ecode.identity.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Assignments that come with the platform. Their hidden tests are for teachers alone.
@Path("/assignment-examples")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class ExampleResource {

    @Inject private Caller caller;
    @Inject private Examples examples;

    /// All examples.
    @Schema(name = "AssignmentExamples")
    public record ExamplesView(List<ExampleView> items) {}

    /// What is chosen from.
    @Schema(name = "AssignmentExample")
    public record ExampleView(
            @Schema(examples = "python-word-count") String id,
            @Schema(examples = "Word count") String title,
            @Schema(examples = "Text, dictionaries and sorting.") String summary,
            @Schema(examples = "python") String language,
            @Schema(description = "How many tests it has") int tests) {

        static ExampleView of(Examples.Example example) {
            var suite = Objects.requireNonNull(example.blueprint().suite());
            return new ExampleView(
                    example.id(),
                    example.blueprint().title(),
                    example.summary(),
                    suite.language(),
                    suite.tests().size());
        }
    }

    @GET
    @Operation(
            operationId = "listAssignmentExamples",
            summary = "Lists assignments that come with the platform",
            description = "For who may hold courses.")
    public ExamplesView list() {
        caller.requireAny(Role.TEACHER, Role.ADMIN);
        return new ExamplesView(examples.all().stream().map(ExampleView::of).toList());
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "getAssignmentExample",
            summary = "One of them, to be imported into a course")
    public BlueprintView get(@PathParam("id") String id) {
        caller.requireAny(Role.TEACHER, Role.ADMIN);
        return examples.require(id).blueprint();
    }
}
