/// Tries the tests of an assignment out.
@NullMarked
package ai.ecode.batch.rehearse;

import org.jspecify.annotations.NullMarked;
