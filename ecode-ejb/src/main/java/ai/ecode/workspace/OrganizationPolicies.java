package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.Role;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// What organizations decide for their workspaces; their administrators do.
@Stateless
public class OrganizationPolicies {

    static final int MOST_HOSTS = 200;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<PolicyChanged> changed;

    /// @throws ECodeException `NOT_FOUND` for another organization, `FORBIDDEN` for who does not administer it
    public OrganizationPolicy of(Caller caller, OrganizationId organization) {
        requireAdmin(caller, organization);
        return of(organization);
    }

    /// For the platform's own work.
    public OrganizationPolicy of(OrganizationId organization) {
        return find(organization).orElseGet(() -> new OrganizationPolicy(organization));
    }

    /// Of all organizations that decided something.
    public List<OrganizationPolicy> all() {
        return entities.createQuery(
                        "select p from OrganizationPolicy p order by p.organization",
                        OrganizationPolicy.class)
                .getResultList();
    }

    /// Replaces what was decided before.
    ///
    /// @throws ECodeException as [#of], and `MALFORMED_REQUEST` for more than 200 hosts or a quota that is not positive
    public OrganizationPolicy change(
            Caller caller,
            OrganizationId organization,
            List<EgressHost> hosts,
            OptionalLong filesBytes) {
        requireAdmin(caller, organization);
        if (hosts.size() > MOST_HOSTS || filesBytes.orElse(1) < 1) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "At most %d hosts can be allowed, and a quota is at least one byte. Nothing was changed."
                            .formatted(MOST_HOSTS));
        }
        Optional<OrganizationPolicy> before = find(organization);
        var policy = before.orElseGet(() -> new OrganizationPolicy(organization));
        Map<String, Object> was = described(policy);
        policy.change(caller, hosts, filesBytes, clock.instant());
        if (before.isEmpty()) {
            entities.persist(policy);
        }
        trail.record(
                Deed.done(caller, "policy.change", "organization:" + organization.value())
                        .changing(was, described(policy)));
        changed.fire(new PolicyChanged(organization, Set.copyOf(policy.egressAllow())));
        return policy;
    }

    private Optional<OrganizationPolicy> find(OrganizationId organization) {
        return Optional.ofNullable(entities.find(OrganizationPolicy.class, organization.value()));
    }

    private static void requireAdmin(Caller caller, OrganizationId organization) {
        if (!caller.organization().equals(organization)) {
            throw ECodeException.notFound("The organization");
        }
        caller.requireAny(Role.ADMIN);
    }

    private static Map<String, Object> described(OrganizationPolicy policy) {
        var described = new TreeMap<String, Object>();
        described.put("egressAllow", String.join(" ", policy.egressAllow()));
        policy.filesBytes().ifPresent(bytes -> described.put("filesBytes", bytes));
        return described;
    }
}
