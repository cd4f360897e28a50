package ai.ecode.collaboration;

import ai.ecode.identity.Caller;
import ai.ecode.identity.People;
import ai.ecode.identity.User;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Who is in which workspace on this server, which file they look at, and who follows whom. Nothing of it is kept.
@ApplicationScoped
public class Presence {

    private final Map<WorkspaceId, Room> rooms = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    @Inject private People people;

    /// Brings somebody in who may read the workspace. They hear of everybody who is there, themselves too, and everybody
    /// hears of them, until [Guest#leave].
    ///
    /// @param ear hears on any thread, and must not block
    public Guest enter(Caller caller, WorkspaceId workspace, Consumer<PresenceNews> ear) {
        User user = people.require(caller.user());
        var guest = new Guest(Long.toString(numbers.incrementAndGet(), 36), user, ear);
        rooms.compute(
                workspace,
                (_, there) -> {
                    Room room = there == null ? new Room() : there;
                    room.add(guest);
                    return room;
                });
        guest.leaving(() -> leave(workspace, guest));
        return guest;
    }

    private void leave(WorkspaceId workspace, Guest guest) {
        rooms.computeIfPresent(
                workspace,
                (_, room) -> {
                    room.remove(guest);
                    return room.isEmpty() ? null : room;
                });
    }
}
