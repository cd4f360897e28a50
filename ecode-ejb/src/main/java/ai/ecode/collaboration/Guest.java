package ai.ecode.collaboration;

import ai.ecode.files.FilePath;
import ai.ecode.identity.User;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection of somebody who is in a workspace. What it says is told to the others; any thread.
public final class Guest {

    /// What one may say within [#WHILE]: far more than a page says whose person types and scrolls.
    private static final int MOST_AT_ONCE = 100;

    private static final Duration WHILE = Duration.ofSeconds(5);

    private final String id;
    private final User user;
    private final Consumer<PresenceNews> ear;
    private @Nullable Room room;
    private Runnable leaving = () -> {};

    // Guarded by the room's lock, all below.
    private int colour;
    private Optional<FilePath> path = Optional.empty();
    private int line = 1;
    private boolean away;
    private Optional<Guest> followed = Optional.empty();
    private long since = System.nanoTime();
    private int said;

    Guest(String id, User user, Consumer<PresenceNews> ear) {
        this.id = id;
        this.user = user;
        this.ear = ear;
    }

    void seated(Room inRoom, int withColour) {
        room = inRoom;
        colour = withColour;
    }

    void leaving(Runnable how) {
        leaving = how;
    }

    private Room room() {
        return Objects.requireNonNull(room);
    }

    /// The person looks at this file, or at none. Everybody hears of another file, of another line only who follows.
    ///
    /// @param at line from 1
    /// @throws ECodeException `TOO_MANY_REQUESTS` for who says too much
    public void looks(Optional<FilePath> where, int at) {
        room().change(() -> {
            refuseFlood();
            boolean moved = !where.equals(path);
            path = where;
            line = Math.max(1, at);
            if (moved) {
                room().tellOf(this);
            }
            room().tellFollowers(this);
        });
    }

    /// The person went away from the screen, or came back.
    ///
    /// @throws ECodeException as [#looks]
    public void isAway(boolean now) {
        room().change(() -> {
            refuseFlood();
            if (away != now) {
                away = now;
                room().tellOf(this);
            }
        });
    }

    /// Hears from now on where somebody looks, instead of who was followed before. Somebody who left meanwhile is nobody.
    ///
    /// @param whom id of a connection; empty for nobody
    /// @throws ECodeException as [#looks]
    public void follows(Optional<String> whom) {
        room().change(() -> {
            refuseFlood();
            Optional<Guest> before = followed;
            followed = whom.flatMap(room()::find).filter(guest -> guest != this);
            before.ifPresent(room()::tellOfFollowers);
            followed.ifPresent(guest -> {
                room().tellOfFollowers(guest);
                guest.sight().ifPresent(this::hear);
            });
        });
    }

    private void refuseFlood() {
        long now = System.nanoTime();
        if (now - since > WHILE.toNanos()) {
            since = now;
            said = 0;
        }
        if (++said > MOST_AT_ONCE) {
            throw new ECodeException(
                    ErrorCode.TOO_MANY_REQUESTS, "You tell more of yourself than others can hear.");
        }
    }

    /// The connection has ended.
    public void leave() {
        leaving.run();
    }

    String id() {
        return id;
    }

    UserId user() {
        return user.id();
    }

    int colour() {
        return colour;
    }

    Optional<Guest> followed() {
        return followed;
    }

    void follow(Optional<Guest> whom) {
        followed = whom;
    }

    void hear(PresenceNews news) {
        ear.accept(news);
    }

    Optional<PresenceNews> sight() {
        return path.map(where -> new PresenceNews.Looks(id, where, line));
    }

    PresenceNews asSeenBy(Guest other) {
        return new PresenceNews.Here(
                id, user.name(), user.fullName(), colour, path, away, other == this);
    }
}
