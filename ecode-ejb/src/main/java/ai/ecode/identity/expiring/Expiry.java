package ai.ecode.identity.expiring;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Deletes tickets and sessions that are over, and tokens that expired a month ago: until then their owner sees why a
/// program stopped. Several servers may do it at once.
@Singleton
public class Expiry {

    private static final Duration EXPIRED_TOKENS_STAY = Duration.ofDays(30);

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Clock clock;

    @Schedule(hour = "*", minute = "*/10", persistent = false)
    public void clear() {
        Instant now = clock.instant();
        deleteExpired("tickets", now);
        deleteExpired("sessions", now);
        deleteExpired("access_tokens", now.minus(EXPIRED_TOKENS_STAY));
    }

    private void deleteExpired(String table, Instant before) {
        entities.createNativeQuery("delete from " + table + " where expires_at < ?1")
                .setParameter(1, before)
                .executeUpdate();
    }
}
