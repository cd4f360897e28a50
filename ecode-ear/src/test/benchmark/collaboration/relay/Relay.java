package ai.ecode.benchmark;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// The least that a server of shared documents can do in this container: it hands each update to the others of its room as it came,
/// and neither reads, stores nor remembers it. Each room sends on a virtual thread of its own.
@ServerEndpoint("/{folder}/{file}")
public class Relay {

    private static final byte SYNC = 0;
    private static final byte STEP_1 = 0;

    /// Second step of y-protocols: there is nothing yet.
    private static final byte[] NOTHING_YET = {SYNC, 1, 2, 0, 0};

    private static final Map<String, Room> ROOMS = new ConcurrentHashMap<>();

    private Room room;

    @OnOpen
    public void open(
            Session session, @PathParam("folder") String folder, @PathParam("file") String file) {
        session.setMaxIdleTimeout(0);
        room = ROOMS.computeIfAbsent(folder + "/" + file, _ -> new Room());
        room.present.add(session);
    }

    @OnMessage
    public void take(Session session, byte[] bytes) {
        room.said.add(new Said(session, bytes));
    }

    @OnClose
    public void leave(Session session) {
        room.present.remove(session);
    }

    private record Said(Session by, byte[] bytes) {
        boolean asks() {
            return bytes[0] == SYNC && bytes[1] == STEP_1;
        }
    }

    private static final class Room {
        private final Set<Session> present = ConcurrentHashMap.newKeySet();
        private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();

        Room() {
            Thread.ofVirtual().start(this::relay);
        }

        private void relay() {
            try {
                while (true) {
                    Said one = said.take();
                    if (one.asks()) {
                        send(one.by(), NOTHING_YET);
                        continue;
                    }
                    for (Session each : present) {
                        if (each != one.by()) {
                            send(each, one.bytes());
                        }
                    }
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }

        private void send(Session to, byte[] bytes) {
            try {
                to.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
            } catch (IOException | IllegalStateException gone) {
                present.remove(to);
            }
        }
    }
}
