/// What E-Code adds to Keycloak: settings taken from the environment at each start, and a first organization for everyone
/// who registers.
@NullMarked
package ai.ecode.keycloak;

import org.jspecify.annotations.NullMarked;
