/// Notices which ports are open in the workspaces that run on this server.
@NullMarked
package ai.ecode.preview.noticing;

import org.jspecify.annotations.NullMarked;
