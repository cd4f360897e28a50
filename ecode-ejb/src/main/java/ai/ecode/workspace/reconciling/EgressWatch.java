package ai.ecode.workspace.reconciling;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.ControlsEgress;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.workspace.EgressDenied;
import ai.ecode.workspace.OrganizationPolicies;
import ai.ecode.workspace.OrganizationPolicy;
import ai.ecode.workspace.PolicyChanged;
import ai.ecode.workspace.WorkspaceId;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Tells the driver what organizations allow, when it changes and every minute (another server may have taken the change), and
/// tells people and the ledger what was refused.
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class EgressWatch {

    private static final Logger LOG = Logger.getLogger(EgressWatch.class.getName());

    /// The same host is told again after so long, and within it so many different ones of a workspace.
    private static final Duration PAUSE = Duration.ofHours(1);

    private static final int MOST_HOSTS = 20;

    @Inject private RuntimeDriver driver;
    @Inject private OrganizationPolicies policies;
    @Inject private AuditTrail trail;
    @Inject private Event<EgressDenied> denied;
    @Inject private Clock clock;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    private Sparing sparing = new Sparing(Clock.systemUTC(), PAUSE, MOST_HOSTS);

    @PostConstruct
    void start() {
        sparing = new Sparing(clock, PAUSE, MOST_HOSTS);
        driver.capability(ControlsEgress.class)
                .ifPresent(egress ->
                        egress.onDenied(denial -> {
                            if (sparing.admits(
                                    new WorkspaceId(denial.workspace()), hostOf(denial))) {
                                executor.execute(() -> tell(denial));
                            }
                        }));
        everyMinute();
    }

    @Schedule(hour = "*", minute = "*", persistent = false)
    void everyMinute() {
        executor.execute(() -> {
            try {
                for (OrganizationPolicy policy : policies.all()) {
                    allow(policy.organization(), Set.copyOf(policy.egressAllow()));
                }
            } catch (RuntimeException failure) {
                LOG.log(Level.WARNING, "What organizations allow could not be read", failure);
            }
        });
    }

    /// What is allowed or no longer allowed holds when its transaction does.
    public void follow(@Observes(during = TransactionPhase.AFTER_SUCCESS) PolicyChanged event) {
        allow(event.organization(), event.egressAllow());
    }

    private void allow(OrganizationId organization, Set<String> hosts) {
        driver.capability(ControlsEgress.class)
                .ifPresent(egress -> egress.allow(organization.value(), hosts));
    }

    private static String hostOf(ControlsEgress.EgressDenial denial) {
        return denial.host() + ":" + denial.port();
    }

    private void tell(ControlsEgress.EgressDenial denial) {
        var workspace = new WorkspaceId(denial.workspace());
        String host = hostOf(denial);
        try {
            trail.recordApart(
                    Deed.ofThePlatform(
                                    new OrganizationId(denial.organization()),
                                    "egress.denied",
                                    "workspace:" + workspace,
                                    Deed.Outcome.DENIED)
                            .changing(null, Map.of("host", host, "reason", denial.why())));
            denied.fire(new EgressDenied(workspace, host, denial.why()));
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "A refused connection could not be told", failure);
        }
    }
}
