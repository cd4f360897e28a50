/// Signing in and out with a browser, and what a person sees of their own account: sessions, access tokens, tickets.
@NullMarked
package ai.ecode.web.identity;

import org.jspecify.annotations.NullMarked;
