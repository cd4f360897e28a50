package ai.ecode.marking;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileType;
import ai.ecode.files.Snapshots;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What those who run a course say of lines of what was submitted. Students see it when it is released.
@Stateless
public class Remarks {

    static final int MOST = 500;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Judging judging;
    @Inject private Submissions submissions;
    @Inject private Snapshots snapshots;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// @param place empty for all of the submission
    /// @throws ECodeException as [ai.ecode.classroom.Assignments#grade]; `NOT_FOUND` for a file, `MALFORMED_REQUEST` for a line
    ///     that the submission does not have; `CONFLICT` when there are too many
    public Marks.Seen add(
            Caller caller, SubmissionId id, Optional<Remark.Place> place, String text) {
        Submission submission = judging.enter(caller, id);
        place.ifPresent(where -> requireLine(caller, id, where));
        if (judging.seen(submission).mark().comments().size() >= MOST) {
            throw new ECodeException(
                    CONFLICT,
                    "A submission has at most %d comments. Nothing was changed.".formatted(MOST));
        }
        var comment = new Remark(submission, place);
        comment.say(text, caller, clock.instant());
        entities.persist(comment);
        return changed(caller, submission, "add", null, comment.described());
    }

    private void requireLine(Caller caller, SubmissionId id, Remark.Place where) {
        FileEntry file = submissions.file(caller, id, where.path());
        long lines = file.type() == FileType.FILE ? lines(file) : 0;
        if (where.line() < 1 || where.line() > lines) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "%s has %d lines. Nothing was changed."
                                    .formatted(shortened(where.path()), lines))
                    .with("field", "line");
        }
    }

    private static String shortened(FilePath path) {
        String text = path.value();
        return text.length() <= 200 ? text : "…" + text.substring(text.length() - 200);
    }

    private long lines(FileEntry file) {
        try (InputStream content = new BufferedInputStream(snapshots.content(file))) {
            long lines = 1;
            for (int one = content.read(); one >= 0; one = content.read()) {
                lines += one == '\n' ? 1 : 0;
            }
            return lines;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// @throws ECodeException as [#add]; `NOT_FOUND`
    public Marks.Seen change(Caller caller, SubmissionId id, UUID comment, String text) {
        Submission submission = judging.enter(caller, id);
        Remark found = require(id, comment);
        Map<String, Object> before = found.described();
        found.say(text, caller, clock.instant());
        return changed(caller, submission, "change", before, found.described());
    }

    /// @throws ECodeException as [#change]
    public Marks.Seen remove(Caller caller, SubmissionId id, UUID comment) {
        Submission submission = judging.enter(caller, id);
        Remark found = require(id, comment);
        entities.remove(found);
        return changed(caller, submission, "remove", found.described(), null);
    }

    private Remark require(SubmissionId submission, UUID comment) {
        return Optional.ofNullable(entities.find(Remark.class, comment))
                .filter(one -> one.submission().equals(submission))
                .orElseThrow(() -> ECodeException.notFound("The comment"));
    }

    private Marks.Seen changed(
            Caller caller,
            Submission submission,
            String how,
            @org.jspecify.annotations.Nullable Map<String, Object> before,
            @org.jspecify.annotations.Nullable Map<String, Object> after) {
        entities.flush();
        trail.record(
                Deed.done(caller, "comment." + how, Marks.object(submission.id()))
                        .changing(before, after));
        return judging.seen(submission);
    }
}
