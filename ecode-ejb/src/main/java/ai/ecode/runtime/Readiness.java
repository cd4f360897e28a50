package ai.ecode.runtime;

/// Whether code can run, for health checks and the start page.
///
/// @param ready false when no sandbox can be made; then every start is refused
/// @param detail one sentence for an operator: what was found, or what is missing and how to get it
/// @param accounting how exactly use is measured and limits are enforced
public record Readiness(boolean ready, String detail, Accounting accounting) {}
