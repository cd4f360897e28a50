package ai.ecode.workspace;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// People attached to workspaces through this server's connections, as the connections say.
@ApplicationScoped
public class Attendees implements Attendance {

    private final Set<Attendee> present = ConcurrentHashMap.newKeySet();

    /// Somebody is attached until they leave.
    public Attendee enter(WorkspaceId workspace) {
        var attendee = new Attendee(this, workspace);
        present.add(attendee);
        return attendee;
    }

    @Override
    public Set<WorkspaceId> attended() {
        return present.stream()
                .filter(Attendee::isAtWork)
                .map(attendee -> attendee.workspace)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// One who is attached. Any thread may call.
    public static final class Attendee implements AutoCloseable {

        private final Attendees all;
        private final WorkspaceId workspace;
        private volatile boolean away;
        private volatile boolean looksOn;

        private Attendee(Attendees all, WorkspaceId workspace) {
            this.all = all;
            this.workspace = workspace;
        }

        /// Attached, but not there: then the workspace may be idle.
        public void away(boolean isAway) {
            away = isAway;
        }

        /// Attached, but without a right to change anything: that keeps nothing running at its owner's cost.
        public void looksOn(boolean onlooker) {
            looksOn = onlooker;
        }

        /// Whether the workspace is in use because of this one.
        public boolean isAtWork() {
            return !away && !looksOn;
        }

        /// Leaves. A second time does nothing.
        @Override
        public void close() {
            all.present.remove(this);
        }
    }
}
