package ai.ecode.receipts;

import ai.ecode.classroom.SubmissionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// How a score came about, signed. Never changed: testing a submission again makes another.
@Entity
@Table(name = "receipts")
public class Receipt {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID submission;

    @Column(name = "issued_at", nullable = false)
    private Instant issuedAt;

    @Column(nullable = false)
    private String suite;

    @Column(nullable = false)
    private String key;

    @Column(nullable = false)
    private String text;

    @Column(nullable = false)
    private String openings;

    @Column(nullable = false)
    private byte[] signature;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Receipt() {}

    Receipt(SubmissionId submission, Instant issuedAt, ReceiptText text, SigningKey key) {
        this.id = text.id();
        this.submission = submission.value();
        this.issuedAt = issuedAt;
        this.suite = text.suite().hex();
        this.key = key.verifying().id();
        byte[] bytes = text.receipt();
        this.text = new String(bytes, StandardCharsets.UTF_8);
        this.openings = new String(text.openings(), StandardCharsets.UTF_8);
        this.signature = key.sign(bytes);
    }

    UUID id() {
        return id;
    }

    String suite() {
        return suite;
    }

    /// Id of the one that signed it.
    String key() {
        return key;
    }

    /// Canonical JSON; these bytes are signed.
    byte[] text() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// What the receipt hides, for those who may see hidden tests.
    byte[] openings() {
        return openings.getBytes(StandardCharsets.UTF_8);
    }

    byte[] signature() {
        return signature.clone();
    }
}
