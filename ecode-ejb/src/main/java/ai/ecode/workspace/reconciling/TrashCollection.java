package ai.ecode.workspace.reconciling;

import ai.ecode.workspace.WorkspaceCare;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Deletes for ever, every hour, what has been in the trash for longer than it is kept. Several servers may do so at once:
/// a row is deleted by one of them.
@Singleton
public class TrashCollection {

    private static final int A_ROUND = 100;

    @Inject private Workspaces workspaces;
    @Inject private WorkspaceCare care;
    @Inject private Clock clock;

    @Inject
    @ConfigProperty(name = "ecode.workspace.trash-days", defaultValue = "7")
    private int days;

    @Schedule(hour = "*", minute = "17", persistent = false)
    void empty() {
        workspaces
                .trashedBefore(clock.instant().minus(Duration.ofDays(days)), A_ROUND)
                .forEach(care::purgeExpired);
    }
}
