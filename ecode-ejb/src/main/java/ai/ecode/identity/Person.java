package ai.ecode.identity;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one token of Keycloak says about a person.
///
/// @param name the user name, as in the address of a workspace
/// @param organization the one organization the person belongs to
/// @param organizationAlias its short name, such as `demo`
/// @param toldAt when the token was issued: newer news wins over older
public record Person(
        UserId user,
        String name,
        String fullName,
        @Nullable String email,
        OrganizationId organization,
        String organizationAlias,
        Set<Role> roles,
        Instant toldAt) {

    public Person {
        var all = EnumSet.of(Role.MEMBER);
        all.addAll(roles);
        roles = Set.copyOf(all);
    }

    Caller calling(String address) {
        return new Caller(user, name, organization, roles, address);
    }

    boolean saysTheSameAs(Person other) {
        return withToldAt(Instant.EPOCH).equals(other.withToldAt(Instant.EPOCH));
    }

    private Person withToldAt(Instant time) {
        return new Person(
                user, name, fullName, email, organization, organizationAlias, roles, time);
    }
}
