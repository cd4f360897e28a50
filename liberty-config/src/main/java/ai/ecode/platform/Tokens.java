package ai.ecode.platform;

import ai.ecode.platform.PlatformException.Reason;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

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

    private static String request(String keycloak, Map<String, String> form) throws IOException {
        var endpoint = URI.create(keycloak + "/realms/ecode/protocol/openid-connect/token");
        var request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body(form)));
        var response = Http.send(request);
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

    private static String body(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonObject object(String body) throws IOException {
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonParsingException e) {
            throw new IOException("not an answer of Keycloak", e);
        }
    }
}
