/// The documents that are open on this server: one thread each, the connections at it, and their files.
@NullMarked
package ai.ecode.collaboration.editing;

import org.jspecify.annotations.NullMarked;
