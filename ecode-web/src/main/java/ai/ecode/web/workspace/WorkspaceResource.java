package ai.ecode.web.workspace;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import ai.ecode.workspace.Memberships;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.RunningRules;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceCare;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceLifecycle;
import ai.ecode.workspace.WorkspaceList;
import ai.ecode.workspace.WorkspaceQuery;
import ai.ecode.workspace.WorkspaceQuery.Whose;
import ai.ecode.workspace.WorkspaceRole;
import ai.ecode.workspace.Workspaces;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Workspaces: their list, their life and their trash.
@Path("/workspaces")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "workspaces")
public class WorkspaceResource {

    @Inject private Caller caller;
    @Inject private Workspaces workspaces;
    @Inject private WorkspaceList list;
    @Inject private Memberships memberships;
    @Inject private WorkspaceCare care;
    @Inject private WorkspaceLifecycle lifecycle;
    @Inject private RunningRules rules;
    @Inject private Clock clock;

    @GET
    @Operation(
            operationId = "listWorkspaces",
            summary = "Lists workspaces",
            description =
                    "Your own by default; with `owner`, or with `all=true`, also those of others that you may see; with"
                            + " `shared=true` those of others that you are a member of."
                            + " `sort` is one of `name`, `state`, `createdAt`, `lastActiveAt`, each with `,asc` or `,desc`.")
    public PageView<WorkspaceView> list(
            @BeanParam PageQuery page,
            @QueryParam("sort") @DefaultValue("lastActiveAt,desc") String sort,
            @QueryParam("q") @Nullable String text,
            @QueryParam("state") @Nullable String state,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("slug") @Nullable String slug,
            @QueryParam("trashed") boolean trashed,
            @QueryParam("all") boolean all,
            @QueryParam("shared") boolean shared) {
        boolean others = all || (owner != null && !owner.equals(caller.name()));
        var whose = others ? Whose.VISIBLE : Whose.OWN;
        var query =
                new WorkspaceQuery(
                        text,
                        state(state),
                        owner,
                        slug,
                        trashed,
                        shared ? Whose.SHARED : whose,
                        order(sort),
                        sort.endsWith(",desc"),
                        page.request());
        Page<Workspace> found = list.find(caller, query);
        Map<WorkspaceId, WorkspaceRole> roles = memberships.rolesOf(caller, found.items());
        return PageView.of(
                found,
                workspace -> view(workspace, Optional.ofNullable(roles.get(workspace.id()))));
    }

    @POST
    @Operation(operationId = "createWorkspace", summary = "Creates a workspace from a template")
    @APIResponse(
            responseCode = "201",
            description = "Created, not yet started",
            content = @Content(schema = @Schema(implementation = WorkspaceView.class)))
    @APIResponse(
            responseCode = "429",
            description = "Your quota of workspaces is used up (`quota-exceeded`)")
    public Response create(@Valid @NotNull NewWorkspace wanted) {
        var workspace =
                care.create(
                        caller,
                        wanted.name(),
                        wanted.template() == null ? "blank" : wanted.template(),
                        Boolean.TRUE.equals(wanted.isPublic()));
        return Response.created(URI.create("workspaces/" + workspace.id()))
                .entity(view(workspace))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getWorkspace", summary = "One workspace")
    public WorkspaceView get(@PathParam("id") String id) {
        return view(workspaces.enter(caller, id(id), Right.SEE));
    }

    @PATCH
    @Path("{id}")
    @Operation(operationId = "changeWorkspace", summary = "Renames or shares a workspace")
    public WorkspaceView change(
            @PathParam("id") String id, @Valid @NotNull WorkspaceChange change) {
        Workspace workspace = workspaces.enter(caller, id(id), Right.OWN);
        if (change.name() != null) {
            workspace = care.rename(caller, id(id), change.name());
        }
        if (change.isPublic() != null) {
            workspace = care.share(caller, id(id), change.isPublic());
        }
        if (change.linked() != null) {
            workspace = care.shareByLink(caller, id(id), change.linked());
        }
        return view(workspace);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteWorkspace",
            summary = "Puts a workspace into the trash",
            description =
                    "It is kept there for seven days. `permanent=true` deletes what already lies in the trash, for ever.")
    @APIResponse(responseCode = "204", description = "Done")
    @APIResponse(responseCode = "409", description = "It is up: stop it first (`workspace-busy`)")
    public Response delete(@PathParam("id") String id, @QueryParam("permanent") boolean permanent) {
        if (permanent) {
            care.purge(caller, id(id));
        } else {
            care.trash(caller, id(id));
        }
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/restore")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "restoreWorkspace", summary = "Takes a workspace out of the trash")
    public WorkspaceView restore(@PathParam("id") String id) {
        return view(care.restore(caller, id(id)));
    }

    @POST
    @Path("{id}/start")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "startWorkspace",
            summary = "Starts a workspace; starting what runs changes nothing")
    @APIResponse(
            responseCode = "202",
            description = "The state after the request",
            content = @Content(schema = @Schema(implementation = WorkspaceView.class)))
    public Response start(@PathParam("id") String id) {
        return Response.accepted(view(lifecycle.start(caller, id(id)))).build();
    }

    @POST
    @Path("{id}/stop")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "stopWorkspace", summary = "Stops a workspace; its files are kept")
    @APIResponse(
            responseCode = "202",
            description = "The state after the request",
            content = @Content(schema = @Schema(implementation = WorkspaceView.class)))
    public Response stop(@PathParam("id") String id) {
        return Response.accepted(view(lifecycle.stop(caller, id(id)))).build();
    }

    @POST
    @Path("{id}/restart")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "restartWorkspace",
            summary = "Stops a workspace and starts it again; what is down is started")
    @APIResponse(
            responseCode = "202",
            description = "The state after the request",
            content = @Content(schema = @Schema(implementation = WorkspaceView.class)))
    public Response restart(@PathParam("id") String id) {
        return Response.accepted(view(lifecycle.restart(caller, id(id)))).build();
    }

    @POST
    @Path("{id}/keep")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "keepWorkspace",
            summary = "Lets a running workspace run on: its stop by itself is put off")
    @APIResponse(
            responseCode = "200",
            description = "It runs on",
            content = @Content(schema = @Schema(implementation = WorkspaceView.class)))
    @APIResponse(responseCode = "409", description = "It does not run (`workspace-not-running`)")
    public WorkspaceView keep(@PathParam("id") String id) {
        return view(lifecycle.keep(caller, id(id)));
    }

    private WorkspaceView view(Workspace workspace) {
        return view(workspace, memberships.roleOf(caller, workspace));
    }

    private WorkspaceView view(Workspace workspace, Optional<WorkspaceRole> role) {
        return WorkspaceView.of(workspace, rules.announced(workspace, clock.instant()), role);
    }

    private static WorkspaceId id(String text) {
        return new WorkspaceId(Ids.parse("The workspace", text));
    }

    private static Workspace.@Nullable State state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(Workspace.State.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ECodeException(MALFORMED_REQUEST, "There is no such workspace state."));
    }

    private static WorkspaceQuery.Order order(String sort) {
        String field = sort.replaceFirst(",(asc|desc)$", "");
        return Arrays.stream(WorkspaceQuery.Order.values())
                .filter(order -> order.field().equals(field))
                .findFirst()
                .orElseThrow(() ->
                        new ECodeException(
                                MALFORMED_REQUEST,
                                "Workspaces are sorted by name, state, createdAt or lastActiveAt."));
    }
}
