package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The environment variables and secrets of workspaces. Only the owner sees and changes them; the ledger tells names,
/// never values. A program gets those that were set when it started.
@Stateless
public class Variables {

    static final int MOST = 100;
    static final int MOST_BYTES = 64 << 10;
    private static final int RESEALED_AT_ONCE = 200;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Workspaces workspaces;
    @Inject private Vault vault;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<VariablesChanged> changed;

    /// By name.
    public List<Variable> of(Caller caller, WorkspaceId workspace) {
        workspaces.enter(caller, workspace, Right.OWN);
        return of(workspace);
    }

    private List<Variable> of(WorkspaceId workspace) {
        return entities.createQuery(
                        "select v from Variable v where v.workspace = :workspace order by v.name",
                        Variable.class)
                .setParameter("workspace", workspace.value())
                .getResultList();
    }

    /// Sets a variable; true when it is new.
    ///
    /// @throws ECodeException `QUOTA_EXCEEDED` when there would be too many or they would be too large together,
    ///     `SECRETS_UNAVAILABLE`
    public boolean set(
            Caller caller, WorkspaceId workspace, VariableName name, VariableValue value) {
        workspaces.enter(caller, workspace, Right.OWN);
        Optional<Variable> before = find(workspace, name);
        var variable = before.orElseGet(() -> new Variable(workspace, name));
        Map<String, Object> was = before.map(Variables::described).orElse(null);
        variable.set(value, vault, caller.name(), clock.instant());
        if (before.isEmpty()) {
            entities.persist(variable);
        }
        entities.flush();
        requireRoom(of(workspace));
        note(caller, workspace, "variable.set", was, described(variable));
        return before.isEmpty();
    }

    /// Removes a variable.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public void remove(Caller caller, WorkspaceId workspace, VariableName name) {
        workspaces.enter(caller, workspace, Right.OWN);
        var variable =
                find(workspace, name)
                        .orElseThrow(() -> ECodeException.notFound("The variable " + name));
        entities.remove(variable);
        note(caller, workspace, "variable.delete", described(variable), null);
    }

    /// What a program that starts now gets; for the platform's own use.
    ///
    /// @throws ECodeException `SECRETS_UNAVAILABLE`
    public WorkspaceEnvironment environment(WorkspaceId workspace) {
        List<Variable> all = of(workspace);
        var values = new HashMap<String, String>();
        all.forEach(variable -> values.put(variable.name(), variable.reveal(vault)));
        return new WorkspaceEnvironment(
                values,
                all.stream()
                        .filter(Variable::isSecret)
                        .map(variable -> values.getOrDefault(variable.name(), ""))
                        .toList());
    }

    /// Seals with the present key some of what a former one sealed; how many these were. What no key of the installation
    /// opens any more stays as it is.
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int reseal() {
        Set<String> former = vault.formerKeys();
        if (former.isEmpty()) {
            return 0;
        }
        List<Variable> some =
                entities.createQuery(
                                "select v from Variable v where v.key in :former"
                                        + " order by v.workspace, v.name",
                                Variable.class)
                        .setParameter("former", former)
                        .setMaxResults(RESEALED_AT_ONCE)
                        .getResultList();
        some.forEach(variable -> variable.reseal(vault));
        return some.size();
    }

    private Optional<Variable> find(WorkspaceId workspace, VariableName name) {
        return entities.createQuery(
                        "select v from Variable v where v.workspace = :workspace and v.name = :name",
                        Variable.class)
                .setParameter("workspace", workspace.value())
                .setParameter("name", name.value())
                .getResultStream()
                .findFirst();
    }

    private static void requireRoom(List<Variable> all) {
        int bytes = all.stream().mapToInt(Variable::size).sum();
        if (all.size() > MOST || bytes > MOST_BYTES) {
            throw new ECodeException(
                            QUOTA_EXCEEDED,
                            "A workspace has at most %d variables of %d KiB together. Remove one first. Nothing was saved."
                                    .formatted(MOST, MOST_BYTES >> 10))
                    .with("used", all.size() - 1)
                    .with("limit", MOST);
        }
    }

    private static Map<String, Object> described(Variable variable) {
        return Map.of("name", variable.name(), "secret", variable.isSecret());
    }

    private void note(
            Caller caller,
            WorkspaceId workspace,
            String action,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after) {
        trail.record(Deed.done(caller, action, "workspace:" + workspace).changing(before, after));
        changed.fire(new VariablesChanged(workspace));
    }
}
