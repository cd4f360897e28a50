package ai.ecode.collaboration.yjs;

/// What an item holds. Lengths count in clocks; for text that is UTF-16 units.
sealed interface Content
        permits TextContent,
                ValuesContent,
                AtomContent,
                FormatContent,
                TypeContent,
                DeletedContent {

    int DELETED_REF = 1;
    int JSON_REF = 2;
    int BINARY_REF = 3;
    int TEXT_REF = 4;
    int EMBED_REF = 5;
    int FORMAT_REF = 6;
    int TYPE_REF = 7;
    int ANY_REF = 8;
    int DOC_REF = 9;

    /// The kind as it is on the wire, 1 to 9.
    int ref();

    int length();

    /// Counts towards the length of the sequence and has a position in it.
    default boolean isCountable() {
        return true;
    }

    /// Cuts after `offset` clocks and returns the right part. Called only on content longer than 1.
    default Content splitAt(int offset) {
        throw new IllegalStateException("Content of length 1 cannot be split");
    }

    /// Takes in content that follows, when it is of the same kind and can be joined.
    default boolean append(Content right) {
        return false;
    }

    void write(Output out, int offset);
}
