package ai.ecode.web.workspace;

import ai.ecode.files.FileStorage;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.web.http.Ids;
import ai.ecode.workspace.EgressHost;
import ai.ecode.workspace.OrganizationPolicies;
import ai.ecode.workspace.OrganizationPolicy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What an organization decides for its workspaces.
@Path("/organizations/{id}/policies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "administration")
public class PolicyResource {

    @Inject private Caller caller;
    @Inject private OrganizationPolicies policies;
    @Inject private FileStorage storage;

    /// What holds now.
    @Schema(name = "Policies")
    public record PolicyView(
            @Schema(
                            description =
                                    "Hosts that workspaces may reach beside the installation's own list",
                            examples = "[\"registry.example.org\"]")
                    List<String> egressAllow,
            @Schema(
                            description =
                                    "Bytes of all files of all workspaces at most; absent for what the installation says")
                    @Nullable Long filesBytes,
            @Schema(description = "Bytes that they hold now") long filesUsedBytes,
            @Schema(description = "Bytes that they may hold; absent for no limit")
                    @Nullable Long filesLimitBytes,
            @Nullable Instant changedAt,
            @Nullable String changedBy) {

        public PolicyView {
            egressAllow = List.copyOf(egressAllow);
        }

        private static @Nullable Long boxed(OptionalLong bytes) {
            return bytes.isPresent() ? (Long) bytes.getAsLong() : null;
        }

        static PolicyView of(OrganizationPolicy policy, FileStorage storage) {
            return new PolicyView(
                    policy.egressAllow(),
                    boxed(policy.filesBytes()),
                    storage.usedBy(policy.organization()),
                    boxed(storage.limitOf(policy.organization())),
                    policy.changedAt().orElse(null),
                    policy.changedBy().orElse(null));
        }
    }

    /// What is to hold; what is absent is decided no more.
    public record WantedPolicies(
            @Schema(examples = "[\"registry.example.org\"]")
                    @Nullable List<@NotNull String> egressAllow,
            @Nullable Long filesBytes) {

        List<EgressHost> hosts() {
            return egressAllow == null
                    ? List.of()
                    : egressAllow.stream().map(EgressHost::new).toList();
        }
    }

    @GET
    @Operation(
            operationId = "getPolicies",
            summary = "What your organization decided for its workspaces")
    public PolicyView get(@PathParam("id") String organization) {
        return PolicyView.of(policies.of(caller, id(organization)), storage);
    }

    @PUT
    @Operation(
            operationId = "setPolicies",
            summary = "Decides anew for the workspaces of your organization",
            description =
                    "Holds at once, also for workspaces that run: allowed hosts from the next connection on.")
    @APIResponse(
            responseCode = "400",
            description = "A host cannot be allowed, or there are too many (`malformed-request`)")
    public PolicyView set(
            @PathParam("id") String organization, @Valid @NotNull WantedPolicies wanted) {
        Long bytes = wanted.filesBytes();
        return PolicyView.of(
                policies.change(
                        caller,
                        id(organization),
                        wanted.hosts(),
                        bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes)),
                storage);
    }

    private static OrganizationId id(String organization) {
        return new OrganizationId(Ids.parse("The organization", organization));
    }
}
