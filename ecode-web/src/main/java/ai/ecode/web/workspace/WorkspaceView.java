package ai.ecode.web.workspace;

import ai.ecode.workspace.Workspace;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
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
        @JsonbProperty("public")
                @Schema(
                        name = "public",
                        description = "Whether the organization may see that it exists")
                boolean isPublic,
        Instant createdAt,
        Instant lastActiveAt,
        @Schema(description = "Since when it lies in the trash") @Nullable Instant trashedAt) {

    public static WorkspaceView of(Workspace workspace) {
        return new WorkspaceView(
                workspace.id().value(),
                workspace.name(),
                workspace.slug(),
                workspace.ownerName(),
                workspace.template(),
                workspace.state(),
                workspace.reason().orElse(null),
                workspace.isPublic(),
                workspace.createdAt(),
                workspace.lastActiveAt(),
                workspace.trashedAt().orElse(null));
    }
}
