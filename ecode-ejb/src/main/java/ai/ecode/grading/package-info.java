/// What submissions are tested with, how that is done, and what came out.
@NullMarked
package ai.ecode.grading;

import org.jspecify.annotations.NullMarked;
