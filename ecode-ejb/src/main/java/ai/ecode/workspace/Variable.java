package ai.ecode.workspace;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An environment variable of a workspace. The value of a secret leaves it only towards the programs of its workspace.
@Entity
@Table(name = "workspace_variables")
public class Variable {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID workspace;

    @Column(nullable = false)
    private String name;

    @Column private @Nullable String value;

    @Column private byte @Nullable [] sealed;

    @Column private @Nullable String key;

    @Column(nullable = false)
    private int size;

    @Column(name = "changed_at", nullable = false)
    private Instant changedAt;

    @Column(name = "changed_by_name", nullable = false)
    private String changedBy;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Variable() {}

    Variable(WorkspaceId workspace, VariableName name) {
        this.id = UUID.randomUUID();
        this.workspace = workspace.value();
        this.name = name.value();
        this.changedAt = Instant.EPOCH;
        this.changedBy = "";
    }

    void set(VariableValue wanted, Vault vault, String by, Instant now) {
        if (wanted.isSecret()) {
            value = null;
            seal(wanted.text(), vault);
        } else {
            value = wanted.text();
            sealed = null;
            key = null;
        }
        size = wanted.text().getBytes(StandardCharsets.UTF_8).length;
        changedBy = by;
        changedAt = now;
    }

    /// Seals a secret with the present key.
    void reseal(Vault vault) {
        if (isSecret()) {
            seal(reveal(vault), vault);
        }
    }

    private void seal(String text, Vault vault) {
        Sealed fresh = vault.seal(text, place());
        sealed = fresh.bytes();
        key = fresh.key();
    }

    /// For the programs of the workspace only.
    String reveal(Vault vault) {
        byte[] bytes = sealed;
        String by = key;
        if (bytes != null && by != null) {
            return vault.open(new Sealed(by, bytes), place());
        }
        return value().orElse("");
    }

    private String place() {
        return "workspace " + workspace + " variable " + name;
    }

    public String name() {
        return name;
    }

    public boolean isSecret() {
        return sealed != null;
    }

    /// Empty for a secret.
    public Optional<String> value() {
        return Optional.ofNullable(value);
    }

    /// Bytes of the value in UTF-8.
    int size() {
        return size;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /// User name of whoever changed it last.
    public String changedBy() {
        return changedBy;
    }
}
