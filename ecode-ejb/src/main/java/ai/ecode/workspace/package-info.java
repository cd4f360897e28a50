/// Workspaces: their life, their templates and who may enter them.
@NullMarked
package ai.ecode.workspace;

import org.jspecify.annotations.NullMarked;
