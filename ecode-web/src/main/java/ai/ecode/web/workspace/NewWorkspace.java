package ai.ecode.web.workspace;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.validation.constraints.NotBlank;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The wanted workspace; `template` is `blank` when absent.
public record NewWorkspace(
        @NotBlank @Schema(examples = "First steps") String name,
        @Schema(examples = "python") @Nullable String template,
        @JsonbProperty("public") @Schema(name = "public") @Nullable Boolean isPublic) {}
