package ai.ecode.platform;

import ai.ecode.platform.PlatformException.Reason;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;

/// Access tokens from Keycloak's token endpoint.
public final class Tokens {
    private Tokens() {}

    /// A token of a demo user by the password grant, which only the local realm allows.
    public static String of(Settings settings, String user) {
        var secrets = new Secrets(settings.data().resolve("secrets"));
        var password =
                settings.demoPassword()
                        .or(() -> secrets.find(Platform.DEMO_PASSWORD))
                        .orElseThrow(() ->
                                new PlatformException(
                                        Reason.FAILED,
                                        "E-Code never ran on %s: start it with ./ecode run"
                                                .formatted(settings.data())));
        try {
            return request(
                    settings.keycloakUrl(),
                    "ecode",
                    Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            "ecode-cli",
                            "username",
                            user,
                            "password",
                            password));
        } catch (IOException e) {
            throw new PlatformException(
                    "Keycloak does not answer at %s: is ./ecode run ready?"
                            .formatted(settings.keycloakUrl()),
                    e);
        }
    }

    static String request(String keycloak, String realm, Map<String, String> form)
            throws IOException {
        var response =
                Http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                keycloak
                                                        + "/realms/"
                                                        + realm
                                                        + "/protocol/openid-connect/token"))
                                .timeout(Duration.ofSeconds(20))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(KeycloakAdmin.form(form))));
        var answer = object(response.body());
        if (response.statusCode() != 200) {
            var reason =
                    answer.getString(
                            "error_description",
                            answer.getString("error", "status " + response.statusCode()));
            throw new PlatformException(Reason.FAILED, "Keycloak gives no token: " + reason);
        }
        return answer.getString("access_token");
    }

    private static JsonObject object(String body) throws IOException {
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonParsingException e) {
            throw new IOException("not an answer of Keycloak", e);
        }
    }
}
