package ai.ecode.shared.platform;

import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// The clock every feature asks for the time, which ticks in microseconds as PostgreSQL stores them, and the executor for work that blocks:
/// `java:app/concurrent/virtual` runs each task on a virtual thread of its own.
@ManagedExecutorDefinition(name = "java:app/concurrent/virtual", virtual = true)
@ApplicationScoped
public class Resources {

    @Produces
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }
}
