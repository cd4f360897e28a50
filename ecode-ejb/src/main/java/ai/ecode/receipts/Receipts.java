package ai.ecode.receipts;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.files.Snapshots;
import ai.ecode.grading.Gradings;
import ai.ecode.grading.SubmissionGraded;
import ai.ecode.grading.SuiteText;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/// Gives each score a receipt, and hands them out.
@Stateless
public class Receipts {

    private static final Logger LOG = Logger.getLogger(Receipts.class.getName());

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Submissions submissions;
    @Inject private Snapshots snapshots;
    @Inject private Gradings gradings;
    @Inject private ReceiptKeys keys;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// In the transaction that writes the score down: there is no score without a receipt, where the installation has a key.
    public void issue(@Observes SubmissionGraded graded) {
        Optional<SigningKey> key = keys.current();
        if (key.isEmpty()) {
            LOG.warning("A score has no receipt: ecode.encryption.key is not set");
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ReceiptText text =
                ReceiptText.of(GradedWork.of(graded, now), graded.suite(), graded.graded(), now);
        keep(SuiteText.of(graded.suite()));
        entities.persist(new Receipt(graded.submission().id(), now, text, key.get()));
        entities.flush();
    }

    private void keep(SuiteText suite) {
        entities.createNativeQuery(
                        "insert into graded_suites (digest, content) values (?1, ?2) on conflict (digest) do nothing")
                .setParameter(1, suite.digest().hex())
                .setParameter(2, new String(suite.bytes(), StandardCharsets.UTF_8))
                .executeUpdate();
    }

    /// The receipt of the score that the caller is shown.
    ///
    /// @throws ECodeException as [Gradings#of]; `NOT_FOUND` when there is none, or it tells more than they are shown
    public SignedReceipt of(Caller caller, SubmissionId id) {
        return Optional.of(gradings.of(caller, id, 1))
                .filter(Gradings.Report::asTested)
                .flatMap(_ -> newest(id))
                .map(this::signed)
                .orElseThrow(() -> ECodeException.notFound("A receipt of this score"));
    }

    /// All that it takes to test the submission of the newest receipt again, hidden tests too: for those who run the course.
    ///
    /// @throws ECodeException as [Submissions#enter]; `FORBIDDEN` for whoever submitted it; `NOT_FOUND` when there is none
    public ExportedReceipt export(Caller caller, SubmissionId id) {
        Submission submission = submissions.enter(caller, id);
        assignments.enter(caller, submission.assignment(), CourseRight.GRADE);
        Receipt receipt =
                newest(id).orElseThrow(() -> ECodeException.notFound("A receipt of this score"));
        trail.record(
                Deed.done(caller, "receipt.export", "submission:" + id)
                        .changing(null, Map.of("receipt", receipt.id().toString())));
        return new ExportedReceipt(
                signed(receipt),
                receipt.openings(),
                entities.find(GradedSuite.class, receipt.suite()).text(),
                snapshots.list(submission.files()));
    }

    /// Whether [#of] has one for somebody to whom this was reported.
    public boolean has(Gradings.Report report) {
        return report.asTested() && newest(report.submission().id()).isPresent();
    }

    private Optional<Receipt> newest(SubmissionId id) {
        return entities.createQuery(
                        "select r from Receipt r where r.submission = :submission order by r.issuedAt desc, r.id",
                        Receipt.class)
                .setParameter("submission", id.value())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    private SignedReceipt signed(Receipt receipt) {
        return new SignedReceipt(
                receipt.id(), receipt.text(), receipt.signature(), keys.require(receipt.key()));
    }
}
