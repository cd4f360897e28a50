package ai.ecode.audit;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.Role;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the ledger of the caller's organization, newest first.
@Stateless
public class Ledger {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private AuditTrail trail;

    /// Up to `size` events that come before `cursor` (a number from the previous answer; null for the newest). Looking at
    /// the ledger is itself in the ledger.
    ///
    /// @throws ECodeException `FORBIDDEN` unless the caller is auditor or admin
    public Slice read(Caller caller, AuditFilter filter, @Nullable Long cursor, int size) {
        refuseUnlessEntitled(caller);
        Slice slice = slice(caller.organization(), filter, cursor, size);
        if (cursor == null) {
            trail.record(Deed.done(caller, "audit.read", "organization:" + caller.organization()));
        }
        return slice;
    }

    /// The caller's own deeds, open to everybody.
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Slice ownDeeds(Caller caller, @Nullable Long cursor, int size) {
        return slice(caller.organization(), AuditFilter.by(caller.name()), cursor, size);
    }

    private void refuseUnlessEntitled(Caller caller) {
        try {
            caller.requireAny(Role.AUDITOR, Role.ADMIN);
        } catch (ECodeException denial) {
            trail.recordApart(
                    Deed.denied(caller, "audit.read", "organization:" + caller.organization()));
            throw denial;
        }
    }

    private Slice slice(
            OrganizationId organization, AuditFilter filter, @Nullable Long cursor, int size) {
        if (size < 1 || size > Page.LARGEST_SIZE) {
            throw new ECodeException(
                    MALFORMED_REQUEST, "The size lies between 1 and " + Page.LARGEST_SIZE + ".");
        }
        CriteriaBuilder is = entities.getCriteriaBuilder();
        var query = is.createQuery(AuditEvent.class);
        Root<AuditEvent> event = query.from(AuditEvent.class);
        query.where(conditions(is, event, organization, filter, cursor).toArray(Predicate[]::new));
        query.orderBy(is.desc(event.get("number")));
        List<AuditEvent> found =
                entities.createQuery(query).setMaxResults(size + 1).getResultList();
        boolean more = found.size() > size;
        List<AuditEvent> items = more ? found.subList(0, size) : found;
        return new Slice(items, more ? items.getLast().number() : null);
    }

    private static List<Predicate> conditions(
            CriteriaBuilder is,
            Root<AuditEvent> event,
            OrganizationId organization,
            AuditFilter filter,
            @Nullable Long cursor) {
        var all = new ArrayList<Predicate>();
        all.add(is.equal(event.get("organization"), organization.value()));
        if (cursor != null) {
            all.add(is.lessThan(event.get("number"), cursor));
        }
        if (filter.from() != null) {
            all.add(is.greaterThanOrEqualTo(event.get("at"), filter.from()));
        }
        if (filter.to() != null) {
            all.add(is.lessThan(event.get("at"), filter.to()));
        }
        for (var exact : exactMatches(filter).entrySet()) {
            all.add(is.equal(event.get(exact.getKey()), exact.getValue()));
        }
        String action = filter.action();
        if (action != null && action.endsWith("*")) {
            all.add(
                    is.like(
                            event.get("action"),
                            literal(action.substring(0, action.length() - 1)) + "%",
                            '\\'));
        }
        if (filter.text() != null) {
            String wanted = "%" + literal(filter.text().toLowerCase(Locale.ROOT)) + "%";
            all.add(
                    is.or(
                            is.like(is.lower(event.get("actor")), wanted, '\\'),
                            is.like(is.lower(event.get("action")), wanted, '\\'),
                            is.like(is.lower(event.get("object")), wanted, '\\')));
        }
        return all;
    }

    private static Map<String, Object> exactMatches(AuditFilter filter) {
        var exact = new java.util.LinkedHashMap<String, Object>();
        if (filter.actor() != null) {
            exact.put("actor", filter.actor());
        }
        if (filter.action() != null && !filter.action().endsWith("*")) {
            exact.put("action", filter.action());
        }
        if (filter.object() != null) {
            exact.put("object", filter.object());
        }
        if (filter.outcome() != null) {
            exact.put("outcome", filter.outcome());
        }
        return exact;
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /// Some events, newest first, and the cursor for those before them; null when there are none.
    public record Slice(List<AuditEvent> items, @Nullable Long next) {
        public Slice {
            items = List.copyOf(items);
        }
    }
}
