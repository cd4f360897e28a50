/// Trying the tests of an assignment out, over HTTP.
@NullMarked
package ai.ecode.web.rehearsal;

import org.jspecify.annotations.NullMarked;
