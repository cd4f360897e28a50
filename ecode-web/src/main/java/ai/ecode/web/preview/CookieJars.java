package ai.ecode.web.preview;

import ai.ecode.identity.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/// Each pass's own cookies, in memory. Of very many passes those that were not used for the longest time lose theirs.
@ApplicationScoped
public class CookieJars {

    private static final int MOST = 1_000;

    @Inject private Clock clock;

    private final Map<String, CookieJar> jars = // guarded by itself
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, CookieJar> eldest) {
                    return size() > MOST;
                }
            };

    CookieJar of(String pass) {
        synchronized (jars) {
            return jars.computeIfAbsent(new Secret(pass).hash(), _ -> new CookieJar(clock));
        }
    }
}
