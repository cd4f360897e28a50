/// Testing all submissions to an assignment again: what would change is seen before anything does.
@NullMarked
package ai.ecode.regrading;

import org.jspecify.annotations.NullMarked;
