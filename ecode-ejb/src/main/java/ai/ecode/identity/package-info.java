/// Who is calling: what Keycloak told us, as our own types.
@NullMarked
package ai.ecode.identity;

import org.jspecify.annotations.NullMarked;
