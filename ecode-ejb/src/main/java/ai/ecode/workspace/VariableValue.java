package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.TOO_LARGE;

import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;

/// What a variable is set to: at most 32 KiB of text without NUL.
///
/// @param isSecret whether it can be read back
public record VariableValue(String text, boolean isSecret) {

    static final int LARGEST = 32 << 10;

    public VariableValue {
        if (text.indexOf(0) >= 0) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "A variable cannot hold a NUL character. Nothing was saved.");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new ECodeException(
                    TOO_LARGE,
                    "A variable holds at most 32 KiB. Keep more than that in a file. Nothing was saved.");
        }
        if (isSecret && text.isEmpty()) {
            throw new ECodeException(
                    MALFORMED_REQUEST, "A secret is not empty. Nothing was saved.");
        }
    }

    /// Values stay out of logs.
    @Override
    public String toString() {
        return "VariableValue[…]";
    }
}
