package ai.ecode.identity;

import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Users and organizations, made on first sight of a token and kept as the newest token says.
@Stateless
public class People {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Clock clock;
    @Inject private Event<PersonSeen> seen;

    public Optional<User> find(UserId id) {
        return Optional.ofNullable(entities.find(User.class, id.value()));
    }

    /// @throws ECodeException `NOT_FOUND` when nobody with this id ever came
    public User require(UserId id) {
        return find(id).orElseThrow(() -> ECodeException.notFound("This person"));
    }

    /// Who has this user name in the organization, as far as they ever came.
    public Optional<User> named(OrganizationId organization, String name) {
        return entities.createQuery(
                        "select u from User u where u.organization.id = :organization and u.name = :name"
                                + " order by u.toldAt desc",
                        User.class)
                .setParameter("organization", organization.value())
                .setParameter("name", name)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /// Writes down what a token says, unless a newer one said otherwise or nothing is new. Safe to call for the same person
    /// on several servers at once.
    public void remember(Person person) {
        Instant now = clock.instant();
        entities.createNativeQuery(
                        """
                        insert into organizations (id, alias, first_seen_at) values (?1, ?2, ?3)
                        on conflict (id) do update set alias = excluded.alias
                        where organizations.alias <> excluded.alias
                        """)
                .setParameter(1, person.organization().value())
                .setParameter(2, person.organizationAlias())
                .setParameter(3, now)
                .executeUpdate();
        entities.createNativeQuery(
                        """
                        insert into users (id, organization, name, full_name, email, roles, told_at, first_seen_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                        on conflict (id) do update set organization = excluded.organization, name = excluded.name,
                            full_name = excluded.full_name, email = excluded.email, roles = excluded.roles,
                            told_at = excluded.told_at
                        where users.told_at < excluded.told_at
                          and (users.organization, users.name, users.full_name, users.email, users.roles) is distinct from
                            (excluded.organization, excluded.name, excluded.full_name, excluded.email, excluded.roles)
                        """)
                .setParameter(1, person.user().value())
                .setParameter(2, person.organization().value())
                .setParameter(3, person.name())
                .setParameter(4, person.fullName())
                .setParameter(5, person.email())
                .setParameter(6, new RoleNames().convertToDatabaseColumn(person.roles()))
                .setParameter(7, person.toldAt())
                .setParameter(8, now)
                .executeUpdate();
        seen.fire(new PersonSeen(person.user()));
    }
}
