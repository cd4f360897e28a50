package ai.ecode.identity;

import java.util.Locale;
import java.util.Optional;

/// What a person may do in the whole organization. Everyone signed in is a [#MEMBER].
public enum Role {
    MEMBER,
    TEACHER,
    ADMIN,
    AUDITOR;

    /// The role of a Keycloak group or realm role, such as `admin`; empty for names that mean nothing to E-Code.
    public static Optional<Role> named(String name) {
        for (Role role : values()) {
            if (role.wireName().equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
