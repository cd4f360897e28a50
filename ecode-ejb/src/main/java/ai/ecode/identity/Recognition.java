package ai.ecode.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Turns what a verified token says into the caller of a request. The database is asked only when a token says something
/// that this server has not heard before.
@ApplicationScoped
public class Recognition {

    private static final int REMEMBERED = 10_000;

    /// Least recently used first; guarded by itself.
    private final Map<UserId, Person> known =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(64, 0.75f, true) {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<UserId, Person> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    @Inject private People people;

    /// @param address the peer's IP address as text
    public Caller recognize(Person person, String address) {
        Person before = known.get(person.user());
        if (before == null || !before.saysTheSameAs(person)) {
            people.remember(person);
            known.put(person.user(), person);
        }
        return person.calling(address);
    }
}
