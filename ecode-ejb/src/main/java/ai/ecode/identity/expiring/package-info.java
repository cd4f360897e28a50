/// Clears away what is over.
@NullMarked
package ai.ecode.identity.expiring;

import org.jspecify.annotations.NullMarked;
