package ai.ecode.web.workspace;

import jakarta.json.bind.annotation.JsonbProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is to change; what is absent stays.
public record WorkspaceChange(
        @Schema(examples = "Second steps") @Nullable String name,
        @JsonbProperty("public") @Schema(name = "public") @Nullable Boolean isPublic,
        @Nullable Boolean linked) {}
