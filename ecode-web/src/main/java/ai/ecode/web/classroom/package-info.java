/// Courses over HTTP.
@NullMarked
package ai.ecode.web.classroom;

import org.jspecify.annotations.NullMarked;
