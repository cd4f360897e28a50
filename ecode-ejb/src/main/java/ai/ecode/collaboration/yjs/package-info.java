/// The Yjs document in Java: bytes in, bytes out, no threads, nothing but `java.*`.
///
/// [Document] holds the shared state and speaks Yjs update v1, [Updates] works on encoded updates alone, [Frame] and
/// [Awareness] are the messages of y-protocols. The grammar of all of them is in `docs/protocol.md`. Nothing here is safe for
/// use by two threads at once: one owner calls it.
@NullMarked
package ai.ecode.collaboration.yjs;

import org.jspecify.annotations.NullMarked;
