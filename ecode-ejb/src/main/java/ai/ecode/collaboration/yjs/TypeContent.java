package ai.ecode.collaboration.yjs;

/// A shared type inside another.
record TypeContent(Branch branch) implements Content {

    static TypeContent read(Input in) {
        long kind = in.readVarUint();
        if (kind > Branch.XML_TEXT)
            throw new ProtocolException("Unknown kind of shared type " + kind);
        boolean named = kind == Branch.XML_ELEMENT || kind == Branch.XML_HOOK;
        return new TypeContent(new Branch((int) kind, named ? in.readString() : ""));
    }

    @Override
    public int ref() {
        return TYPE_REF;
    }

    @Override
    public int length() {
        return 1;
    }

    @Override
    public void write(Output out, int offset) {
        out.writeVarUint(branch.kind);
        if (branch.kind == Branch.XML_ELEMENT || branch.kind == Branch.XML_HOOK)
            out.writeString(branch.name);
    }
}
