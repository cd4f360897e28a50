/// `/api/workspaces`, `/api/templates` and `/api/quota`.
@NullMarked
package ai.ecode.web.workspace;

import org.jspecify.annotations.NullMarked;
