package ai.ecode.workspace;

import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That somebody beside its owner may enter a workspace. It is of a person; of a mere user name until somebody of that
/// name has signed in, whose it is then for good, whoever has the name later.
@Entity
@Table(name = "workspace_members")
public class Membership {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID workspace;

    @Column(nullable = false)
    private UUID organization;

    @Column private @Nullable UUID person;

    @Column(nullable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private WorkspaceRole role;

    @Column(name = "invited_by", nullable = false)
    private String invitedBy;

    @Column(nullable = false)
    private Instant since;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    Membership(
            Workspace workspace,
            MemberName name,
            Optional<UserId> person,
            WorkspaceRole role,
            String invitedBy,
            Instant now) {
        this.id = UUID.randomUUID();
        this.workspace = workspace.id().value();
        this.organization = workspace.organization().value();
        this.person = person.map(UserId::value).orElse(null);
        this.name = name.value();
        this.role = role;
        this.invitedBy = invitedBy;
        this.since = now;
    }

    void change(WorkspaceRole wanted) {
        role = wanted;
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(workspace);
    }

    public OrganizationId organization() {
        return new OrganizationId(organization);
    }

    /// Empty until somebody of the name has signed in.
    public Optional<UserId> person() {
        return Optional.ofNullable(person).map(UserId::new);
    }

    /// User name by which they were invited.
    public String name() {
        return name;
    }

    public WorkspaceRole role() {
        return role;
    }

    /// User name of whoever invited them.
    public String invitedBy() {
        return invitedBy;
    }

    public Instant since() {
        return since;
    }
}
