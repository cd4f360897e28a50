package ai.ecode.classroom;

import ai.ecode.files.FilesAtRest;
import ai.ecode.identity.Caller;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How one submits: what is being edited, and what programs in the workspace wrote, is brought into its tree, and the tree is
/// kept as it is then. Called outside of a transaction; blocks.
@ApplicationScoped
public class Submitting {

    @Inject private Submissions submissions;
    @Inject private FilesAtRest files;
    @Inject private Clock clock;

    /// Submits the files of the workspace in which the caller works on the assignment. The time at which this is called counts.
    ///
    /// @throws ai.ecode.shared.ECodeException `CONFLICT`, `TOO_MANY_REQUESTS`, `TOO_LARGE`, and those of [Assignments#enter];
    ///     then nothing was submitted
    public Submission submit(Caller caller, AssignmentId assignment) {
        Instant received = clock.instant().truncatedTo(ChronoUnit.MICROS);
        WorkspaceId workspace = submissions.check(caller, assignment, received);
        files.bring(caller, workspace);
        return submissions.accept(caller, assignment, received);
    }
}
