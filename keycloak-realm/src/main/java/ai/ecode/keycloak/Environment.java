package ai.ecode.keycloak;

import java.util.Map;
import java.util.Optional;

/// The environment variables that shape the realm `ecode`. An empty variable counts as absent.
record Environment(Map<String, String> variables) {

    Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /// Where browsers reach E-Code, without a trailing slash.
    Optional<String> origin() {
        return value("ECODE_URL");
    }

    Optional<String> clientSecret() {
        return value("ECODE_KEYCLOAK_CLIENT_SECRET");
    }

    /// The password of all demo people. The realm file gives them none, so that without it they cannot sign in.
    Optional<String> demoPassword() {
        return value("ECODE_DEMO_PASSWORD");
    }

    /// True on a platform for one machine, where the command line may trade a password for a token.
    Optional<Boolean> local() {
        return value("ECODE_LOCAL").map("true"::equals);
    }

    /// Alias of the organization that a newly registered person joins.
    String firstOrganization() {
        return value("ECODE_FIRST_ORGANIZATION").orElse("demo");
    }
}
