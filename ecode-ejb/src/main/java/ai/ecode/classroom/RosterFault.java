package ai.ecode.classroom;

/// Why a line of a roster cannot be used.
///
/// @param line from 1, with the headings
public record RosterFault(long line, String message) {}
