package ai.ecode.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person as Keycloak last described them. Rows come and change by tokens only, see [People#remember].
@Entity
@Table(name = "users")
public class User {

    @Id private UUID id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "organization")
    private Organization organization;

    @Column(nullable = false)
    private String name;

    @Column(name = "full_name", nullable = false)
    private String fullName;

    @Column private @Nullable String email;

    @Convert(converter = RoleNames.class)
    @Column(nullable = false)
    private Set<Role> roles;

    @Column(name = "told_at", nullable = false)
    private Instant toldAt;

    @Column(name = "first_seen_at", nullable = false)
    private Instant firstSeenAt;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected User() {}

    public UserId id() {
        return new UserId(id);
    }

    public Organization organization() {
        return organization;
    }

    /// The user name, as in the address of a workspace.
    public String name() {
        return name;
    }

    public String fullName() {
        return fullName;
    }

    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    public Set<Role> roles() {
        return Set.copyOf(roles);
    }

    public Instant firstSeenAt() {
        return firstSeenAt;
    }

    public Caller calling(String address) {
        return new Caller(id(), name, organization.id(), roles, address);
    }
}
