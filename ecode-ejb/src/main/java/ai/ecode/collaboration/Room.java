package ai.ecode.collaboration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/// Those who are in one workspace. The order in which they hear is that in which it happened.
final class Room {

    /// As many as the front end can tell apart.
    static final int COLOURS = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Guest> guests = new LinkedHashMap<>(); // guarded by lock

    void change(Runnable deed) {
        lock.lock();
        try {
            deed.run();
        } finally {
            lock.unlock();
        }
    }

    void add(Guest guest) {
        change(() -> {
            guest.seated(this, colourFor(guest));
            guests.values().forEach(other -> guest.hear(other.asSeenBy(guest)));
            guests.put(guest.id(), guest);
            tellOf(guest);
        });
    }

    void remove(Guest guest) {
        change(() -> {
            guests.remove(guest.id());
            guest.followed()
                    .ifPresent(followed -> {
                        guest.follow(Optional.empty());
                        tellOfFollowers(followed);
                    });
            guests.values()
                    .forEach(other -> {
                        if (other.followed().filter(guest::equals).isPresent()) {
                            other.follow(Optional.empty());
                        }
                        other.hear(new PresenceNews.Left(guest.id()));
                    });
        });
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return guests.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Everybody has one colour, wherever they connect from; by their id, so that they mostly have it again tomorrow.
    private int colourFor(Guest guest) {
        List<Guest> others = List.copyOf(guests.values());
        int wanted = Math.floorMod(guest.user().hashCode(), COLOURS);
        return others.stream()
                .filter(other -> other.user().equals(guest.user()))
                .map(Guest::colour)
                .findFirst()
                .orElseGet(() ->
                        IntStream.range(0, COLOURS)
                                .map(i -> (wanted + i) % COLOURS)
                                .filter(colour ->
                                        others.stream()
                                                .noneMatch(other -> other.colour() == colour))
                                .findFirst()
                                .orElse(wanted));
    }

    // ---- under the lock

    Optional<Guest> find(String id) {
        return Optional.ofNullable(guests.get(id));
    }

    void tellOf(Guest guest) {
        guests.values().forEach(other -> other.hear(guest.asSeenBy(other)));
    }

    void tellFollowers(Guest guest) {
        guest.sight().ifPresent(sight -> followersOf(guest).forEach(other -> other.hear(sight)));
    }

    void tellOfFollowers(Guest guest) {
        guest.hear(new PresenceNews.Followers(followersOf(guest).stream().map(Guest::id).toList()));
    }

    private List<Guest> followersOf(Guest guest) {
        return guests.values().stream()
                .filter(other -> other.followed().filter(guest::equals).isPresent())
                .toList();
    }
}
