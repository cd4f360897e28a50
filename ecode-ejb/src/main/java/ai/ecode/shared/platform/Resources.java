package ai.ecode.shared.platform;

import static jakarta.enterprise.concurrent.ContextServiceDefinition.ALL_REMAINING;
import static jakarta.enterprise.concurrent.ContextServiceDefinition.APPLICATION;
import static jakarta.enterprise.concurrent.ContextServiceDefinition.TRANSACTION;

import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// The clock every feature asks for the time, which ticks in microseconds as PostgreSQL stores them, and the executor for work that blocks:
/// `java:app/concurrent/virtual` runs each task on a virtual thread of its own, whose log lines
/// belong to the request that gave the task.
@ContextServiceDefinition(
        name = "java:app/concurrent/context",
        cleared = TRANSACTION,
        propagated = {APPLICATION, ALL_REMAINING})
@ManagedExecutorDefinition(
        name = "java:app/concurrent/virtual",
        context = "java:app/concurrent/context",
        virtual = true)
@ApplicationScoped
public class Resources {

    @Produces
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }
}
