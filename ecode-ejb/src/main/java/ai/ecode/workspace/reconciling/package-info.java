/// Repairs what a crash left, and empties the trash.
@NullMarked
package ai.ecode.workspace.reconciling;

import org.jspecify.annotations.NullMarked;
