package ai.ecode.web.http;

import static ai.ecode.shared.ErrorCode.FORBIDDEN;
import static ai.ecode.shared.ErrorCode.NOT_SIGNED_IN;

import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.Person;
import ai.ecode.identity.Role;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a [Person] from the claims of a verified token of Keycloak, whichever library verified it.
public final class PersonClaims {

    /// `{"demo": {"id": "…"}}`: the organizations of a person by alias.
    static final String ORGANIZATION = "ecode_organization";

    private PersonClaims() {}

    /// @param claim gives the value of a claim by its name: texts, maps and collections of Java or of JSON-P
    /// @throws ECodeException `NOT_SIGNED_IN` when the token does not name a person, `FORBIDDEN` when the person belongs to
    /// no organization
    public static Person read(Function<String, @Nullable Object> claim, Instant issuedAt) {
        var organization = organization(claim.apply(ORGANIZATION));
        String name = required(claim, "preferred_username");
        String fullName = text(claim.apply("name"));
        return new Person(
                new UserId(uuid(required(claim, "sub"))),
                name,
                fullName == null || fullName.isBlank() ? name : fullName,
                isTrue(claim.apply("email_verified")) ? text(claim.apply("email")) : null,
                new OrganizationId(organization.getValue()),
                organization.getKey(),
                roles(claim.apply("groups")),
                issuedAt);
    }

    /// An address that nobody has verified says nothing of who somebody is.
    private static boolean isTrue(@Nullable Object claim) {
        return Boolean.TRUE.equals(claim) || JsonValue.TRUE.equals(claim);
    }

    private static java.util.Set<Role> roles(@Nullable Object groups) {
        return groups instanceof Collection<?> names
                ? names.stream()
                        .map(PersonClaims::text)
                        .flatMap(name -> name == null ? null : Role.named(name).stream())
                        .collect(Collectors.toUnmodifiableSet())
                : java.util.Set.of();
    }

    /// A person belongs to one organization; of several the first by alias counts, so that it is the same each time.
    private static Map.Entry<String, UUID> organization(@Nullable Object claim) {
        var found = new TreeMap<String, UUID>();
        if (claim instanceof Map<?, ?> organizations) {
            organizations.forEach((alias, about) -> {
                String id = about instanceof Map<?, ?> members ? text(members.get("id")) : null;
                if (id != null) {
                    found.put(alias.toString(), uuid(id));
                }
            });
        }
        if (found.isEmpty()) {
            throw new ECodeException(
                    FORBIDDEN,
                    "Your account belongs to no organization. Ask an administrator to invite you.");
        }
        return found.firstEntry();
    }

    private static String required(Function<String, @Nullable Object> claim, String name) {
        String value = text(claim.apply(name));
        if (value == null || value.isBlank()) {
            throw new ECodeException(NOT_SIGNED_IN, "The token names no person.");
        }
        return value;
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new ECodeException(NOT_SIGNED_IN, "The token names no person.", malformed);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case JsonString json -> json.getString();
            case String text -> text;
            case null, default -> null;
        };
    }
}
