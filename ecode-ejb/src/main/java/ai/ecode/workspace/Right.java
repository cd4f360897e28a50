package ai.ecode.workspace;

/// What somebody wants to do with a workspace, from least to most.
public enum Right {
    /// Know that it exists, and its name and state.
    SEE,
    /// Use what its owner shares in it, such as a terminal, and nothing else.
    VISIT,
    /// Start and stop it.
    OPERATE,
    /// Read its files and watch its terminals.
    READ,
    /// Change its files and run code in it.
    WRITE,
    /// Rename it, share it, delete it.
    OWN
}
