package ai.ecode.web.identity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The wanted token; it lives 90 days when nothing is said.
public record WantedAccessToken(
        @NotBlank @Schema(examples = "laptop") String name,
        @Min(1) @Max(366) @Schema(examples = "30") @Nullable Integer expiresInDays) {}
