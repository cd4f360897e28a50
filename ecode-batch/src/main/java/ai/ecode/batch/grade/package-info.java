/// Tests all submissions to an assignment again.
@NullMarked
package ai.ecode.batch.grade;

import org.jspecify.annotations.NullMarked;
