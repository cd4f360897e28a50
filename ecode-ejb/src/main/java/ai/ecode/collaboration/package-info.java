/// People work together in one workspace: they ask to be let in, and edit the same files at the same time, in documents that stock Yjs
/// clients connect to and whose text is that of the file.
@NullMarked
package ai.ecode.collaboration;

import org.jspecify.annotations.NullMarked;
