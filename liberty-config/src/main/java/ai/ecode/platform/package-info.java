/// The local platform: PostgreSQL, Keycloak and Liberty as children of one launcher, on loopback, from a bare checkout.
///
/// `Main` is what `./ecode` starts; the end-to-end tests use [Platform] directly.
@NullMarked
package ai.ecode.platform;

import org.jspecify.annotations.NullMarked;
