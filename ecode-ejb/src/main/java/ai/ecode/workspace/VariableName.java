package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.INVALID_NAME;

import ai.ecode.shared.ECodeException;
import java.util.Set;
import java.util.regex.Pattern;

/// The name of an environment variable: letters, digits and `_`, at most 128. Names by which a shell or the platform itself
/// lives are refused.
public record VariableName(String value) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    /// What a shell refuses to have set, or does not work without.
    private static final Set<String> OF_THE_SHELL =
            Set.of(
                    "_",
                    "BASHOPTS",
                    "BASH_VERSINFO",
                    "EUID",
                    "HOME",
                    "IFS",
                    "LINENO",
                    "OLDPWD",
                    "OPTARG",
                    "OPTIND",
                    "PATH",
                    "PPID",
                    "PWD",
                    "SHELLOPTS",
                    "UID");

    public VariableName {
        if (!NAME.matcher(value).matches()) {
            throw new ECodeException(
                    INVALID_NAME,
                    "A variable is named with letters, digits and _, does not begin with a digit, and has at most 128"
                            + " characters.");
        }
        if (OF_THE_SHELL.contains(value) || value.startsWith("ECODE_")) {
            throw new ECodeException(
                    INVALID_NAME,
                    "%s belongs to the shell or the platform. Choose another name; folders for PATH are added in ~/.profile."
                            .formatted(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
