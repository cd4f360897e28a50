/// How submissions are tested, over HTTP.
@NullMarked
package ai.ecode.web.grading;

import org.jspecify.annotations.NullMarked;
