package ai.ecode.files;

/// Where something was found. Lines and columns count from 1, columns and lengths in UTF-16 units, as editors do.
///
/// @param text the line, or of a long one the part around the match
/// @param textColumn the column at which `text` begins
public record SearchMatch(
        FilePath path, int line, int column, int length, String text, int textColumn) {}
