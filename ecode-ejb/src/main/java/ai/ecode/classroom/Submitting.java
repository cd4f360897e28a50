package ai.ecode.classroom;

import ai.ecode.files.FilesAtRest;
import ai.ecode.identity.Caller;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How one submits: what is being edited, and what programs in the workspace wrote, is brought into its tree, and the tree is
/// kept as it is then. Called outside of a transaction; blocks.
@ApplicationScoped
public class Submitting {

    @Inject private Submissions submissions;
    @Inject private FilesAtRest files;
    @Inject private Clock clock;

    /// Submits the files of the workspace in which the caller works on the assignment. The time at which this is called counts.
    /// Who asks again with the same key gets what was submitted the first time, also when the server died before it said so.
    ///
    /// @param key null for none
    /// @throws ai.ecode.shared.ECodeException `CONFLICT`, `TOO_MANY_REQUESTS`, `TOO_LARGE`, and those of [Assignments#enter];
    ///     then nothing was submitted
    public Submission submit(Caller caller, AssignmentId assignment, @Nullable String key) {
        var now = new HandIn(clock.instant().truncatedTo(ChronoUnit.MICROS), key);
        Optional<Submission> before = submissions.madeBefore(caller, assignment, now);
        if (before.isPresent()) {
            return before.get();
        }
        WorkspaceId workspace = submissions.check(caller, assignment, now.at());
        files.bring(caller, workspace);
        return submissions.accept(caller, assignment, now);
    }
}
