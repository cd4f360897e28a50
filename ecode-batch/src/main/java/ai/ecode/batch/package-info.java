/// Jobs, and what they share.
@NullMarked
package ai.ecode.batch;

import org.jspecify.annotations.NullMarked;
