package ai.ecode.terminal;

/// What the guests of a workspace may do with one of its terminals, from least to most.
public enum Sharing {
    /// Nothing: for them it does not exist.
    PRIVATE,
    /// See what it shows and showed.
    WATCH,
    /// Type, too, which runs commands in the workspace as its owner does.
    TYPE
}
