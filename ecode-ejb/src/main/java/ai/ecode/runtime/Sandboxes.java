package ai.ecode.runtime;

/// One-shot sandboxes of this server at one moment.
///
/// @param inUse opened for a run, and not yet cleaned up after it
/// @param ready up and waiting for a run
public record Sandboxes(int inUse, int ready) {

    public static final Sandboxes NONE = new Sandboxes(0, 0);
}
