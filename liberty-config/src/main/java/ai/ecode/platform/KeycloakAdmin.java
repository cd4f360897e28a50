package ai.ecode.platform;

import ai.ecode.platform.PlatformException.Reason;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// Keycloak's admin REST API, as far as the realm of a local platform needs it.
final class KeycloakAdmin {
    /// The service account that Keycloak makes at its very first start.
    static final String CLIENT = "ecode-launcher";

    private final String url;
    private final String secret;

    KeycloakAdmin(String url, String secret) {
        this.url = url;
        this.secret = secret;
    }

    /// Makes the realm, or brings the clients of one that is there to what the realm file says: ports and secrets may have
    /// changed since. Sessions survive. Then every user of the realm file has the demo password.
    void apply(JsonObject realm, String demoPassword) throws IOException {
        var name = realm.getString("realm");
        if (call("GET", "/admin/realms/" + name, null).statusCode() == 404) {
            require(call("POST", "/admin/realms", realm));
        } else {
            for (var client : list(realm, "clients")) {
                update(name, client.asJsonObject());
            }
        }
        for (var user : list(realm, "users")) {
            if (!user.asJsonObject().containsKey("serviceAccountClientId")) {
                setPassword(name, user.asJsonObject().getString("username"), demoPassword);
            }
        }
    }

    private void update(String realm, JsonObject client) throws IOException {
        var clients = "/admin/realms/" + realm + "/clients";
        var known = array(clients + "?clientId=" + encode(client.getString("clientId")));
        if (known.isEmpty()) {
            require(call("POST", clients, client));
        } else {
            var id = known.getJsonObject(0).getString("id");
            require(
                    call(
                            "PUT",
                            clients + "/" + id,
                            Json.createObjectBuilder(client).add("id", id).build()));
        }
    }

    private void setPassword(String realm, String user, String password) throws IOException {
        var users = "/admin/realms/" + realm + "/users";
        var known = array(users + "?exact=true&username=" + encode(user));
        if (known.isEmpty()) {
            return; // deleted by an administrator
        }
        var credential =
                Json.createObjectBuilder()
                        .add("type", "password")
                        .add("value", password)
                        .add("temporary", false)
                        .build();
        require(
                call(
                        "PUT",
                        users + "/" + known.getJsonObject(0).getString("id") + "/reset-password",
                        credential));
    }

    private static JsonArray list(JsonObject realm, String name) {
        return realm.containsKey(name) ? realm.getJsonArray(name) : JsonValue.EMPTY_JSON_ARRAY;
    }

    private JsonArray array(String path) throws IOException {
        try (var reader = Json.createReader(new StringReader(require(call("GET", path, null))))) {
            return reader.readArray();
        }
    }

    private HttpResponse<String> call(
            String method, String path, @org.jspecify.annotations.Nullable JsonObject body)
            throws IOException {
        return Http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + token())
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.toString())));
    }

    /// Asked for each time: a token knows only the realms that were there when it was made.
    private String token() throws IOException {
        return Tokens.request(
                url,
                "master",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        CLIENT,
                        "client_secret",
                        secret));
    }

    private static String require(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new PlatformException(
                    Reason.FAILED,
                    "Keycloak answers %d to %s: %s"
                            .formatted(
                                    response.statusCode(),
                                    response.uri().getPath(),
                                    response.body()));
        }
        return response.body();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
