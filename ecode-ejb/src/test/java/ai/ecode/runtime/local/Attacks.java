package ai.ecode.runtime.local;

import java.util.LinkedHashMap;
import java.util.Map;

/// What strangers try, by name. Each attack runs against a driver and fails the test when it succeeds.
final class Attacks {

    /// One attack.
    interface Attack {
        void on(Arena arena) throws Exception;
    }

    private Attacks() {}

    static Map<String, Attack> all() {
        var all = new LinkedHashMap<String, Attack>();
        all.putAll(SecretAttacks.all());
        all.putAll(NetworkAttacks.all());
        all.putAll(ExhaustionAttacks.all());
        all.putAll(LastingAttacks.all());
        all.putAll(FileAttacks.all());
        all.putAll(KernelAttacks.all());
        all.putAll(LineAttacks.all());
        return all;
    }
}
