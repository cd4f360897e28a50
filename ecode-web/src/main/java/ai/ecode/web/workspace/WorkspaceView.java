package ai.ecode.web.workspace;

import ai.ecode.workspace.PlannedStop;
import ai.ecode.workspace.StopCause;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceRole;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A workspace as lists and headers show it.
@Schema(name = "Workspace")
public record WorkspaceView(
        UUID id,
        @Schema(examples = "First steps") String name,
        @Schema(examples = "first-steps") String slug,
        @Schema(description = "User name of the owner", examples = "developer") String owner,
        @Schema(examples = "python") String template,
        @Schema(
                        type = SchemaType.STRING,
                        enumeration = {"STOPPED", "STARTING", "RUNNING", "STOPPING", "FAILED"})
                Workspace.State state,
        @Schema(description = "Why it is in its state") @Nullable String reason,
        @Schema(
                        description = "Why it stopped last, in one word; absent while it is up",
                        enumeration = {
                            "owner",
                            "member",
                            "administrator",
                            "idle",
                            "lifetime",
                            "shutdown",
                            "limit",
                            "crash"
                        })
                @Nullable String stopCause,
        @Schema(
                        description =
                                "When it stops by itself unless somebody uses or keeps it; told shortly before")
                @Nullable PlannedStopView plannedStop,
        @JsonbProperty("public")
                @Schema(
                        name = "public",
                        description = "Whether the organization may see that it exists")
                boolean isPublic,
        @Schema(
                        description =
                                "Whether people of the organization who have its address may know of it and ask for access")
                boolean linked,
        @Schema(
                        description =
                                "What you are in it; absent for who may only know of it or administers it",
                        enumeration = {"owner", "editor", "viewer"})
                @Nullable String role,
        Instant createdAt,
        Instant lastActiveAt,
        @Schema(description = "Since when it lies in the trash") @Nullable Instant trashedAt) {

    /// A stop by itself that is near.
    @Schema(name = "PlannedStop")
    public record PlannedStopView(
            Instant at, @Schema(enumeration = {"idle", "lifetime"}) String cause) {
        static PlannedStopView of(PlannedStop stop) {
            return new PlannedStopView(stop.at(), stop.cause().wireName());
        }
    }

    /// @param announced the stop by itself that its people are told of
    /// @param role what the reader is in it
    public static WorkspaceView of(
            Workspace workspace, Optional<PlannedStop> announced, Optional<WorkspaceRole> role) {
        return new WorkspaceView(
                workspace.id().value(),
                workspace.name(),
                workspace.slug(),
                workspace.ownerName(),
                workspace.template(),
                workspace.state(),
                workspace.reason().orElse(null),
                workspace.stopCause().map(StopCause::wireName).orElse(null),
                announced.map(PlannedStopView::of).orElse(null),
                workspace.isPublic(),
                workspace.isLinked(),
                role.map(WorkspaceRole::wireName).orElse(null),
                workspace.createdAt(),
                workspace.lastActiveAt(),
                workspace.trashedAt().orElse(null));
    }
}
