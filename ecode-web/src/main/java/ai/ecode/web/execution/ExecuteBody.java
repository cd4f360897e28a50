package ai.ecode.web.execution;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The shape of a run's body, for the description of the API; [WantedExecution] reads it.
///
/// @param code the program as one file; or else `files`
/// @param main which of the files to run; the language's usual one when left out
public record ExecuteBody(
        @Schema(examples = "python") String language,
        @Schema(examples = "print(input())") @Nullable String code,
        @Nullable List<FileBody> files,
        @Nullable String main,
        @Schema(examples = "hello") @Nullable String stdin,
        @Nullable String stdinBase64,
        @Nullable List<String> args,
        @Nullable Map<String, String> env,
        @Nullable LimitsBody limits) {

    /// One file.
    public record FileBody(String path, @Nullable String content, @Nullable String contentBase64) {}

    /// Each at most the installation's ceiling.
    public record LimitsBody(
            @Nullable Long cpuMillis,
            @Nullable Long wallMillis,
            @Nullable Long memoryBytes,
            @Nullable Integer processes,
            @Nullable Long outputBytes) {}
}
