import type { SocketWorld, WebSocketLike } from "../../core/socket.ts";

/** The browser's clock and sockets. */
export const browser: SocketWorld = {
  connect: (url) => new WebSocket(url) as WebSocketLike,
  later: (callback, millis) => {
    const timer = setTimeout(callback, millis);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
};

/** The address of a WebSocket on the page's own server. */
export function socketUrl(path: string): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${path}`;
}
