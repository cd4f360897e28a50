package ai.ecode.collaboration.yjs;

/// A shared XML fragment (Y.XmlFragment), to read.
public final class Xml {

    private final Branch branch;

    Xml(Branch branch) {
        this.branch = branch;
    }

    /// Markup as Yjs writes it: nothing is escaped, a hook reads `[object Object]`.
    @Override
    public String toString() {
        return Rendering.xml(branch, 0);
    }
}
