/// The wall between unit tests and a submission: each in a sandbox of its own, bytes in between.
@NullMarked
package ai.ecode.grading.wall;

import org.jspecify.annotations.NullMarked;
