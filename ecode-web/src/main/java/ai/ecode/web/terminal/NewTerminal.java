package ai.ecode.web.terminal;

import ai.ecode.terminal.TerminalSize;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The wanted terminal: 80 columns by 24 rows when absent; `cwd` is relative to the workspace's files.
public record NewTerminal(
        @Schema(examples = "120", minimum = "1", maximum = "2000") @Nullable Integer cols,
        @Schema(examples = "30", minimum = "1", maximum = "2000") @Nullable Integer rows,
        @Schema(examples = "src") @Nullable String cwd) {

    TerminalSize size() {
        return new TerminalSize(
                cols == null ? TerminalSize.USUAL.cols() : cols,
                rows == null ? TerminalSize.USUAL.rows() : rows);
    }

    String folder() {
        return cwd == null ? "" : cwd;
    }
}
