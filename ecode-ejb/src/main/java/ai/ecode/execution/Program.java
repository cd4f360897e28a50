package ai.ecode.execution;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody wants to have run.
///
/// @param language id of a [Language]
/// @param main path of the file to run; empty for the language's usual one
/// @param stdin not copied: nobody changes it after handing it over
/// @param limits empty for the installation's defaults
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
public record Program(
        String language,
        Optional<String> main,
        byte[] stdin,
        List<String> arguments,
        Map<String, String> environment,
        Limits limits) {

    public Program {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
