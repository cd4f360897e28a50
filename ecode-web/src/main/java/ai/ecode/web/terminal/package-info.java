/// Terminals over REST and WebSocket.
@NullMarked
package ai.ecode.web.terminal;

import org.jspecify.annotations.NullMarked;
