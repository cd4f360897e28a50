package ai.ecode.collaboration.yjs;

/// Where an item belongs: a shared type, or, as long as the item waits to be integrated, the name or id of one.
sealed interface Parent permits Branch, Parent.RootName, Parent.ItemId {

    void write(Output out);

    /// A type at the top of the document.
    record RootName(String name) implements Parent {

        @Override
        public void write(Output out) {
            out.writeVarUint(1);
            out.writeString(name);
        }
    }

    /// A type that is the content of the item with this id.
    record ItemId(ClientLog log, int clock) implements Parent {

        @Override
        public void write(Output out) {
            out.writeVarUint(0);
            out.writeVarUint(log.client());
            out.writeVarUint(clock);
        }
    }
}
