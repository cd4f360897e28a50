/// Working together over HTTP and WebSocket: who may enter a workspace, and what its people say and write together.
@NullMarked
package ai.ecode.web.collaboration;

import org.jspecify.annotations.NullMarked;
