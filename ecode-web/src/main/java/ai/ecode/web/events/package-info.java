/// News of a workspace over WebSocket: its state, its files, what was saved.
@NullMarked
package ai.ecode.web.events;

import org.jspecify.annotations.NullMarked;
