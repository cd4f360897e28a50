package ai.ecode.web.operation;

import ai.ecode.runtime.RuntimeDriver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/// What an orchestrator asks. Alive: the JVM answers and is the Java it was built for. Started: the schema was migrated,
/// which startup beans guarantee before the application counts as started. Ready: PostgreSQL answers; without Keycloak
/// or a sandbox the server still serves what it can, and says so in its detailed health.
@ApplicationScoped
public class Probes {

    @Inject private DatabaseCheck database;
    @Inject private RuntimeDriver driver;

    @Produces
    @Liveness
    HealthCheck live() {
        return () ->
                HealthCheckResponse.named("server")
                        .withData("java", Runtime.version().toString())
                        .status(Runtime.version().feature() == 25)
                        .build();
    }

    @Produces
    @Startup
    HealthCheck started() {
        return () -> HealthCheckResponse.up("schema");
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> {
            try {
                return HealthCheckResponse.named("database")
                        .withData("detail", database.check())
                        .up()
                        .build();
            } catch (Exception failure) {
                return HealthCheckResponse.named("database")
                        .withData("reason", "PostgreSQL does not answer: " + failure.getMessage())
                        .down()
                        .build();
            }
        };
    }

    /// Tells how programs are kept apart and counted, or why none is run; it takes no traffic away.
    @Produces
    @Readiness
    HealthCheck sandbox() {
        return () -> {
            var readiness = driver.readiness();
            return HealthCheckResponse.named("sandbox")
                    .withData("runs", readiness.ready())
                    .withData("detail", readiness.detail())
                    .up()
                    .build();
        };
    }
}
