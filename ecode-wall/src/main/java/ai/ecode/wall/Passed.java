package ai.ecode.wall;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// What can be changed of what a question passes over the wall, in the order in which both sides meet it.
final class Passed {

    final List<Object> all = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> places = new IdentityHashMap<>();
    boolean isOpen = true;

    Integer placeOf(Object value) {
        return places.get(value);
    }

    /// Does nothing once the question was passed.
    void add(Object value) {
        if (isOpen) {
            places.put(value, all.size());
            all.add(value);
        }
    }

    Object at(int place) {
        if (place < 0 || place >= all.size()) {
            throw new Unreadable("an argument that there is not");
        }
        return all.get(place);
    }
}
