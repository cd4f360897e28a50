package ai.ecode.workspace;

import ai.ecode.identity.Caller;
import ai.ecode.identity.Role;
import ai.ecode.shared.Page;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.AbstractQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Lists the workspaces that a caller may see.
@Stateless
public class WorkspaceList {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    public Page<Workspace> find(Caller caller, WorkspaceQuery query) {
        CriteriaBuilder is = entities.getCriteriaBuilder();
        var rows = is.createQuery(Workspace.class);
        Root<Workspace> workspace = rows.from(Workspace.class);
        rows.where(conditions(rows, workspace, caller, query));
        var by = workspace.get(query.order().field());
        rows.orderBy(query.descending() ? is.desc(by) : is.asc(by), is.asc(workspace.get("id")));
        List<Workspace> items =
                entities.createQuery(rows)
                        .setFirstResult(query.page().offset())
                        .setMaxResults(query.page().size())
                        .getResultList();

        var count = is.createQuery(Long.class);
        Root<Workspace> counted = count.from(Workspace.class);
        count.select(is.count(counted)).where(conditions(count, counted, caller, query));
        long total = entities.createQuery(count).getSingleResult();
        return new Page<>(items, query.page().page(), query.page().size(), total);
    }

    /// How many workspaces, of all organizations, are in each state, without those in the trash. States that none is in
    /// are zero.
    public Map<Workspace.State, Long> census() {
        var found = new EnumMap<Workspace.State, Long>(Workspace.State.class);
        for (Workspace.State state : Workspace.State.values()) {
            found.put(state, 0L);
        }
        entities.createQuery(
                        "select w.state, count(w) from Workspace w where w.trashedAt is null group by w.state",
                        Object[].class)
                .getResultList()
                .forEach(row -> found.put((Workspace.State) row[0], (Long) row[1]));
        return found;
    }

    /// The workspaces of which the caller is a member.
    private Subquery<UUID> joined(AbstractQuery<?> rows, Caller caller) {
        CriteriaBuilder is = entities.getCriteriaBuilder();
        Subquery<UUID> joined = rows.subquery(UUID.class);
        Root<Membership> membership = joined.from(Membership.class);
        return joined.select(membership.get("workspace"))
                .where(is.equal(membership.get("person"), caller.user().value()));
    }

    private Predicate[] conditions(
            AbstractQuery<?> rows, Root<Workspace> workspace, Caller caller, WorkspaceQuery query) {
        CriteriaBuilder is = entities.getCriteriaBuilder();
        var all = new ArrayList<Predicate>();
        all.add(is.equal(workspace.get("organization"), caller.organization().value()));
        Predicate own = is.equal(workspace.get("owner"), caller.user().value());
        Predicate used = is.isNull(workspace.get("trashedAt"));
        Predicate shared = is.and(used, workspace.get("id").in(joined(rows, caller)));
        switch (query.whose()) {
            case OWN -> all.add(own);
            case SHARED -> all.add(shared);
            case VISIBLE -> {
                if (!caller.is(Role.ADMIN)) {
                    Predicate known =
                            query.owner() != null && query.slug() != null
                                    ? is.or(
                                            is.isTrue(workspace.get("isPublic")),
                                            is.isTrue(workspace.get("linked")))
                                    : is.isTrue(workspace.get("isPublic"));
                    Predicate open = is.and(used, known);
                    all.add(is.or(own, shared, open));
                }
            }
        }
        all.add(
                query.trashed()
                        ? is.isNotNull(workspace.get("trashedAt"))
                        : is.isNull(workspace.get("trashedAt")));
        if (query.text() != null) {
            String wanted =
                    query.text()
                            .toLowerCase(Locale.ROOT)
                            .replace("\\", "\\\\")
                            .replace("%", "\\%")
                            .replace("_", "\\_");
            all.add(is.like(is.lower(workspace.get("name")), "%" + wanted + "%", '\\'));
        }
        if (query.state() != null) {
            all.add(is.equal(workspace.get("state"), query.state()));
        }
        if (query.owner() != null) {
            all.add(is.equal(workspace.get("ownerName"), query.owner()));
        }
        if (query.slug() != null) {
            all.add(is.equal(workspace.get("slug"), query.slug()));
        }
        return all.toArray(Predicate[]::new);
    }
}
