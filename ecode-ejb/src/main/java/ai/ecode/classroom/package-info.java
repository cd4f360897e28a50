/// Courses, who takes part in them, and what they are given to do.
@NullMarked
package ai.ecode.classroom;

import org.jspecify.annotations.NullMarked;
