/// What people are told, over HTTP and live over WebSocket.
@NullMarked
package ai.ecode.web.notification;

import org.jspecify.annotations.NullMarked;
