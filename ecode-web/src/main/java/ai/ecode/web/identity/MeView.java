package ai.ecode.web.identity;

import ai.ecode.identity.Caller;
import ai.ecode.identity.Role;
import ai.ecode.identity.User;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The caller. `name` is the user name, as in the address of a workspace.
public record MeView(
        @Schema(required = true) UUID id,
        @Schema(required = true, examples = "developer") String name,
        @Schema(required = true, examples = "Dana Developer") String fullName,
        @Nullable String email,
        @Schema(required = true) OrganizationView organization,
        @Schema(required = true, examples = "[\"member\"]") List<String> roles,
        @Schema(
                        required = true,
                        description = "Where you change password, passkeys and second factor",
                        examples = "http://localhost:9180/realms/ecode/account")
                URI accountUrl) {

    public MeView {
        roles = List.copyOf(roles);
    }

    /// `alias` is the organization's short name.
    public record OrganizationView(UUID id, String alias) {}

    static MeView of(User user, Caller caller, URI accountUrl) {
        return new MeView(
                user.id().value(),
                caller.name(),
                user.fullName(),
                user.email().orElse(null),
                new OrganizationView(user.organization().id().value(), user.organization().alias()),
                caller.roles().stream().sorted().map(Role::wireName).toList(),
                accountUrl);
    }
}
