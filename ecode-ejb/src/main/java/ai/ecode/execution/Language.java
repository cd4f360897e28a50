package ai.ecode.execution;

import java.util.Optional;

/// A language as people choose it.
///
/// @param id stable, such as `python`
/// @param version what its tools say of themselves; empty when they do not run here
/// @param available whether a program in it was compiled and run in a sandbox of this host
/// @param install what an operator does to make it available
public record Language(
        String id, String name, Optional<String> version, boolean available, String install) {}
