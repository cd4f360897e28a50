package ai.ecode.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A company, school or university as Keycloak knows it: everything that belongs to somebody belongs to one.
@Entity
@Table(name = "organizations")
public class Organization {

    @Id private UUID id;

    @Column(nullable = false)
    private String alias;

    @Column(name = "first_seen_at", nullable = false)
    private Instant firstSeenAt;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Organization() {}

    public OrganizationId id() {
        return new OrganizationId(id);
    }

    /// The short name, such as `demo`.
    public String alias() {
        return alias;
    }

    public Instant firstSeenAt() {
        return firstSeenAt;
    }
}
