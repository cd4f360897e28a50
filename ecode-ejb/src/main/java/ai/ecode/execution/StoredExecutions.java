package ai.ecode.execution;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import ai.ecode.workspace.Metering;
import ai.ecode.workspace.UsageRecord;
import ai.ecode.workspace.WorkspaceId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The rows of runs in workspaces. Each method is one transaction.
@Stateless
public class StoredExecutions {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private ExecutionPages pages;
    @Inject private AuditTrail trail;
    @Inject private Metering metering;
    @Inject private Clock clock;

    /// Newest first.
    public Page<Execution> of(WorkspaceId workspace, PageRequest page) {
        var found =
                pages.of(
                        workspace.value(),
                        jakarta.data.page.PageRequest.ofPage(page.page() + 1L)
                                .size(page.size())
                                .withTotal());
        return new Page<>(found.content(), page.page(), page.size(), found.totalElements());
    }

    /// @throws ECodeException `NOT_FOUND`, also for a run in another workspace
    public Execution require(WorkspaceId workspace, UUID id) {
        return Optional.ofNullable(entities.find(Execution.class, id))
                .filter(execution -> execution.workspace().equals(workspace))
                .orElseThrow(() -> ECodeException.notFound("The execution"));
    }

    public void add(
            UUID id,
            Caller caller,
            WorkspaceId workspace,
            String language,
            String main,
            String server) {
        entities.persist(
                new Execution(id, caller, workspace, language, main, server, clock.instant()));
        trail.record(
                Deed.done(caller, "execution.run", "execution:" + id)
                        .changing(
                                null,
                                Map.of(
                                        "workspace",
                                        workspace.toString(),
                                        "language",
                                        language,
                                        "main",
                                        main)));
    }

    /// The run is over, with what it used.
    public void end(Caller caller, UUID id, Outcome outcome) {
        Optional.ofNullable(entities.find(Execution.class, id))
                .ifPresent(execution -> {
                    execution.end(outcome, clock.instant());
                    recordUse(caller, id, Optional.of(execution.workspace()), outcome);
                });
    }

    /// A run apart is over; only its deed and what it used are kept.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void endApart(Caller caller, UUID id, String language, Outcome outcome) {
        trail.record(
                Deed.done(caller, "execution.run", "execution:" + id)
                        .changing(
                                null,
                                Map.of(
                                        "language",
                                        language,
                                        "status",
                                        outcome.status().name(),
                                        "cpuMillis",
                                        outcome.usage().cpuMillis())));
        recordUse(caller, id, Optional.empty(), outcome);
    }

    private void recordUse(
            Caller caller, UUID id, Optional<WorkspaceId> workspace, Outcome outcome) {
        Instant now = clock.instant();
        metering.record(
                new UsageRecord(
                        UsageRecord.Kind.RUN,
                        id,
                        now.minusMillis(outcome.usage().wallMillis()),
                        now,
                        workspace,
                        caller.user(),
                        caller.organization(),
                        workspace.isPresent(),
                        UsageRecord.Amounts.of(outcome.usage())));
    }

    /// A run ended without an outcome, since the platform failed at it.
    public void fail(UUID id) {
        Optional.ofNullable(entities.find(Execution.class, id))
                .ifPresent(execution -> execution.end(Status.CANCELLED, clock.instant()));
    }

    public void cancelled(Caller caller, UUID id) {
        trail.record(Deed.done(caller, "execution.cancel", "execution:" + id));
    }

    /// Ends the rows of runs that an earlier life of this server lost.
    public void endLost(WorkspaceId workspace, String server, Set<UUID> alive) {
        entities.createQuery(
                        "select e from Execution e where e.workspace = :workspace and e.server = :server"
                                + " and e.endedAt is null",
                        Execution.class)
                .setParameter("workspace", workspace.value())
                .setParameter("server", server)
                .getResultStream()
                .filter(execution -> !alive.contains(execution.id()))
                .forEach(execution -> execution.end(Status.CANCELLED, clock.instant()));
    }
}
