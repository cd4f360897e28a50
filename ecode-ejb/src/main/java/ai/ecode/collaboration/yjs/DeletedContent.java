package ai.ecode.collaboration.yjs;

/// Content that has been deleted and forgotten; only its length is left.
final class DeletedContent implements Content {

    private int length;

    DeletedContent(int length) {
        this.length = length;
    }

    @Override
    public int ref() {
        return DELETED_REF;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean isCountable() {
        return false;
    }

    @Override
    public Content splitAt(int offset) {
        var right = new DeletedContent(length - offset);
        length = offset;
        return right;
    }

    @Override
    public boolean append(Content right) {
        if (!(right instanceof DeletedContent)) return false;
        length += right.length();
        return true;
    }

    @Override
    public void write(Output out, int offset) {
        out.writeVarUint(length - offset);
    }
}
