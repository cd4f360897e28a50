package ai.ecode.web.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Keycloak: whether the realm answers. While it does not, sessions and known tokens go on, but nobody can sign in.
@ApplicationScoped
public class SignInCheck implements ComponentCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    @Inject
    @ConfigProperty(name = "ecode.keycloak.url", defaultValue = "http://localhost:9180")
    private String keycloak;

    @Override
    public String name() {
        return "sign-in";
    }

    @Override
    public String check() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        keycloak
                                                + "/realms/ecode/.well-known/openid-configuration"))
                        .timeout(PATIENCE)
                        .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException("Keycloak answered " + status + ".");
        }
        return "Keycloak answers.";
    }
}
