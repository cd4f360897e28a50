package ai.ecode.workspace;

import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an organization decides for its workspaces.
@Entity
@Table(name = "organization_policies")
public class OrganizationPolicy {

    @Id private UUID organization;

    @Column(name = "egress_allow", nullable = false)
    private String egressAllow;

    @Column(name = "files_bytes")
    private @Nullable Long filesBytes;

    @Column(name = "changed_at", nullable = false)
    private Instant changedAt;

    @Column(name = "changed_by_name", nullable = false)
    private String changedBy;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected OrganizationPolicy() {}

    /// One that decides nothing yet.
    OrganizationPolicy(OrganizationId organization) {
        this.organization = organization.value();
        this.egressAllow = "";
        this.changedAt = Instant.EPOCH;
        this.changedBy = "";
    }

    void change(Caller by, List<EgressHost> hosts, OptionalLong mostBytes, Instant now) {
        egressAllow =
                hosts.stream()
                        .map(EgressHost::value)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("\n"));
        filesBytes = mostBytes.isPresent() ? (Long) mostBytes.getAsLong() : null;
        changedBy = by.name();
        changedAt = now;
    }

    public OrganizationId organization() {
        return new OrganizationId(organization);
    }

    /// Hosts that its workspaces may reach beside those that all may.
    public List<String> egressAllow() {
        return egressAllow.lines().toList();
    }

    /// Bytes of all files of all its workspaces at most; empty for what the installation says.
    public OptionalLong filesBytes() {
        return filesBytes == null ? OptionalLong.empty() : OptionalLong.of(filesBytes);
    }

    /// Empty when nobody decided anything yet.
    public Optional<Instant> changedAt() {
        return changedBy.isEmpty() ? Optional.empty() : Optional.of(changedAt);
    }

    /// User name; empty when nobody decided anything yet.
    public Optional<String> changedBy() {
        return changedBy.isEmpty() ? Optional.empty() : Optional.of(changedBy);
    }
}
