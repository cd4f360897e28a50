package ai.ecode.collaboration.storing;

import java.nio.ByteBuffer;

/// One entry of a document's log, in Yjs update v1 encoding. Entries are in order, with holes where they were compacted.
public record StoredUpdate(long number, ByteBuffer bytes) {}
