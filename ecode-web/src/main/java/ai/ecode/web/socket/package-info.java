/// The foundation of every WebSocket of the platform: one servlet upgrades, each connection has one virtual thread that
/// sends and one that receives, every queue is bounded, and failures close with the codes of
/// [ai.ecode.shared.ErrorCode]. `docs/websockets.md` has the rules a client sees.
@NullMarked
package ai.ecode.web.socket;

import org.jspecify.annotations.NullMarked;
