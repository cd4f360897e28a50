package ai.ecode.web.workspace;

import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import ai.ecode.workspace.Variable;
import ai.ecode.workspace.VariableName;
import ai.ecode.workspace.VariableValue;
import ai.ecode.workspace.Variables;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What the programs of a workspace find in their environment. Only its owner sees and changes it.
@Path("/workspaces/{id}/variables")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "workspaces")
public class VariableResource {

    @Inject private Caller caller;
    @Inject private Variables variables;

    /// A variable; of a secret never the value.
    @Schema(name = "Variable")
    public record VariableView(
            @Schema(examples = "API_TOKEN") String name,
            boolean secret,
            @Schema(description = "Absent for a secret") @Nullable String value,
            Instant changedAt,
            @Schema(examples = "developer") String changedBy) {

        static VariableView of(Variable variable) {
            return new VariableView(
                    variable.name(),
                    variable.isSecret(),
                    variable.value().orElse(null),
                    variable.changedAt(),
                    variable.changedBy());
        }
    }

    /// @param secret whether the value can be read back; not when absent
    public record WantedVariable(@NotNull String value, @Nullable Boolean secret) {

        VariableValue wanted() {
            return new VariableValue(value, Boolean.TRUE.equals(secret));
        }

        /// Values stay out of logs.
        @Override
        public String toString() {
            return "WantedVariable[…]";
        }
    }

    @GET
    @Operation(
            operationId = "listVariables",
            summary = "Lists a workspace's environment variables",
            description = "By name. The value of a secret is told to nobody.")
    public PageView<VariableView> list(@PathParam("id") String workspace) {
        return PageView.whole(
                variables.of(caller, id(workspace)).stream().map(VariableView::of).toList());
    }

    @PUT
    @Path("{name}")
    @Operation(
            operationId = "setVariable",
            summary = "Sets an environment variable or a secret",
            description =
                    "Terminals and programs that start from now on have it. A secret is stored encrypted, cannot be read"
                            + " back, and is masked in the output of terminals and runs.")
    @APIResponse(responseCode = "201", description = "It is new")
    @APIResponse(responseCode = "204", description = "It was changed")
    @APIResponse(
            responseCode = "400",
            description = "The name cannot be used (`invalid-name`), or the value cannot")
    @APIResponse(responseCode = "413", description = "The value is too large (`too-large`)")
    @APIResponse(
            responseCode = "429",
            description = "There are too many, or they are too large together (`quota-exceeded`)")
    @APIResponse(
            responseCode = "503",
            description = "The installation cannot keep secrets (`secrets-unavailable`)")
    public Response set(
            @PathParam("id") String workspace,
            @PathParam("name") String name,
            @Valid @NotNull WantedVariable wanted) {
        var called = new VariableName(name);
        return variables.set(caller, id(workspace), called, wanted.wanted())
                ? Response.created(
                                URI.create("workspaces/" + id(workspace) + "/variables/" + called))
                        .build()
                : Response.noContent().build();
    }

    @DELETE
    @Path("{name}")
    @Operation(
            operationId = "deleteVariable",
            summary = "Removes an environment variable or a secret",
            description = "Programs that run keep it until they end.")
    @APIResponse(responseCode = "204", description = "It is gone")
    public void remove(@PathParam("id") String workspace, @PathParam("name") String name) {
        variables.remove(caller, id(workspace), new VariableName(name));
    }

    private static WorkspaceId id(String workspace) {
        return new WorkspaceId(Ids.parse("The workspace", workspace));
    }
}
