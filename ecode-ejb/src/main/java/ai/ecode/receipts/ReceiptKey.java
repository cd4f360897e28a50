package ai.ecode.receipts;

import ai.ecode.workspace.Sealed;
import ai.ecode.workspace.Vault;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A key with which this installation signs receipts, or has signed some. Its private half is sealed; its public half stays for ever.
@Entity
@Table(name = "receipt_keys")
public class ReceiptKey {

    @Id private String id;

    @Column(nullable = false)
    private String x;

    @Column(name = "sealed_by", nullable = false)
    private String sealedBy;

    @Column(nullable = false)
    private byte[] sealed;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected ReceiptKey() {}

    @SuppressWarnings("NullAway.Init") // seal sets the rest
    ReceiptKey(SigningKey key, Vault vault, Instant now) {
        this.id = key.verifying().id();
        this.x = key.verifying().x();
        this.createdAt = now;
        seal(key.secret(), vault);
    }

    private void seal(String secret, Vault vault) {
        Sealed fresh = vault.seal(secret, place());
        sealedBy = fresh.key();
        sealed = fresh.bytes();
    }

    /// With the present key of the installation.
    void reseal(Vault vault) {
        seal(vault.open(new Sealed(sealedBy, sealed), place()), vault);
    }

    /// @throws ai.ecode.shared.ECodeException `SECRETS_UNAVAILABLE` when what it was sealed with is not there any more
    SigningKey open(Vault vault) {
        return SigningKey.of(verifying(), vault.open(new Sealed(sealedBy, sealed), place()));
    }

    private String place() {
        return "receipt key " + id;
    }

    VerifyingKey verifying() {
        return new VerifyingKey(id, x);
    }

    Instant createdAt() {
        return createdAt;
    }
}
