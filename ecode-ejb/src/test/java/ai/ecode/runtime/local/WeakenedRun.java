package ai.ecode.runtime.local;

import java.util.Objects;
import java.util.function.UnaryOperator;

/// One attack on a driver of its own, called by name in a [ai.ecode.weakening.WeakenedProduct], whose classes are loaded for
/// this attack alone.
final class WeakenedRun {

    private WeakenedRun() {}

    static void attack(String name) throws Exception {
        Arena.hurry();
        try (Arena arena = Arena.weakened(false, UnaryOperator.identity())) {
            if (!arena.driver.readiness().ready()) {
                throw new IllegalStateException(arena.driver.readiness().detail());
            }
            Objects.requireNonNull(Attacks.all().get(name), name).on(arena);
        }
    }
}
