package ai.ecode.execution;

import java.util.Optional;

/// A language as people choose it.
///
/// @param id stable, such as `python`
/// @param version what its tools say of themselves; empty when they do not run here
/// @param available whether a program in it was compiled and run in a sandbox of this host
/// @param install what an operator does to make it available
/// @param repl the command that reads a line, runs it and shows what came out, where one answered here
/// @param formatter empty where E-Code knows of none
public record Language(
        String id,
        String name,
        Optional<String> version,
        boolean available,
        String install,
        Optional<String> repl,
        Optional<Formatter> formatter) {

    /// What lays a file out as its language is usually written.
    ///
    /// @param installed whether one of this host formatted a program; a workspace can have its own all the same
    /// @param install what to do where there is none
    public record Formatter(boolean installed, String install) {}
}
