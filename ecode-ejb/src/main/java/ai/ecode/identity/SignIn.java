package ai.ecode.identity;

/// What a finished sign-in at Keycloak brought.
///
/// @param keycloakSession the `sid` of the session at Keycloak
/// @param idToken the ID token as it came
/// @param client the browser, as it describes itself
/// @param address the browser's IP address as text
public record SignIn(
        Person person, String keycloakSession, String idToken, String client, String address) {

    /// Tokens stay out of logs.
    @Override
    public String toString() {
        return "SignIn[" + person.name() + "]";
    }
}
