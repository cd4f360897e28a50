/// Deletes what is kept no longer: workspaces whose time in the trash is over, and content that no file refers to.
@NullMarked
package ai.ecode.batch.purge;

import org.jspecify.annotations.NullMarked;
