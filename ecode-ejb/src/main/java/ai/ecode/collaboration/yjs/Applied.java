package ai.ecode.collaboration.yjs;

/// What an update did.
///
/// @param changed something new is in the document now
/// @param heldBack a part of it waits for something that has not arrived; see also [Document#isHoldingBack()]
public record Applied(boolean changed, boolean heldBack) {

    /// True when the update must be stored and passed on: it said something that was not known.
    public boolean isNews() {
        return changed || heldBack;
    }
}
