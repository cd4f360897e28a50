package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How many workspaces a person may have, and how many of them may run at once. For those of a [QuotaExemption] only the second
/// holds.
@ApplicationScoped
public class WorkspaceQuota implements StartPolicy {

    @Inject private Workspaces workspaces;
    @Inject @Any private Instance<QuotaExemption> exemptions;

    @Inject
    @ConfigProperty(name = "ecode.workspace.quota", defaultValue = "10")
    private int mostWorkspaces;

    @Inject
    @ConfigProperty(name = "ecode.workspace.running-quota", defaultValue = "5")
    private int mostRunning;

    /// Used and allowed number of workspaces; the trash and what is exempt do not count.
    public Usage of(Caller caller) {
        long exempt = exemptions.stream().mapToLong(one -> one.countOf(caller.user())).sum();
        return new Usage(workspaces.countOwnedBy(caller) - exempt, mostWorkspaces);
    }

    /// For one that comes back from the trash.
    ///
    /// @throws ECodeException `QUOTA_EXCEEDED`
    void refuseToRestore(Caller caller, Workspace workspace) {
        if (exemptions.stream().noneMatch(one -> one.holdsFor(workspace.id()))) {
            refuseOneMoreThanAllowed(caller);
        }
    }

    /// @throws ECodeException `QUOTA_EXCEEDED`
    public void refuseOneMoreThanAllowed(Caller caller) {
        Usage usage = of(caller);
        if (usage.used() >= usage.limit()) {
            throw new ECodeException(
                            QUOTA_EXCEEDED,
                            "You have %d of %d workspaces, without those of assignments. Delete one you no longer need, then try"
                                            .formatted(usage.used(), usage.limit())
                                    + " again. Nothing was created.")
                    .with("used", usage.used())
                    .with("limit", usage.limit());
        }
    }

    @Override
    public void check(Workspace workspace) {
        long up = workspaces.countUpOf(workspace);
        if (up >= mostRunning) {
            throw new ECodeException(
                            QUOTA_EXCEEDED,
                            "%d of your workspaces are running, which is as many as may run at once. Stop one, then start"
                                            .formatted(up)
                                    + " this one.")
                    .with("used", up)
                    .with("limit", mostRunning);
        }
    }

    /// How much of a quota is used.
    public record Usage(long used, long limit) {}
}
