package ai.ecode.terminal;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;

/// Columns and rows of a terminal, each from 1 to 2000.
public record TerminalSize(int cols, int rows) {

    public static final TerminalSize USUAL = new TerminalSize(80, 24);
    private static final int LARGEST = 2_000;

    public TerminalSize {
        if (cols < 1 || cols > LARGEST || rows < 1 || rows > LARGEST) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "A terminal has 1 to %d columns and rows.".formatted(LARGEST));
        }
    }
}
