package ai.ecode.identity;

import static ai.ecode.shared.ErrorCode.FORBIDDEN;

import ai.ecode.shared.ECodeException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// The person on whose behalf something is done: taken once from the credentials of a request or handshake and handed
/// on explicitly, so that it is right on every thread. `address` is the peer's IP address as text.
public record Caller(
        UserId user, String name, OrganizationId organization, Set<Role> roles, String address) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /// @throws ECodeException `FORBIDDEN` when the caller has none of the roles
    public void requireAny(Role... wanted) {
        if (Arrays.stream(wanted).noneMatch(this::is)) {
            throw new ECodeException(
                    FORBIDDEN,
                    "This needs the role "
                            + Arrays.stream(wanted)
                                    .map(Role::wireName)
                                    .collect(Collectors.joining(" or "))
                            + ". Ask an administrator of your organization.");
        }
    }
}
