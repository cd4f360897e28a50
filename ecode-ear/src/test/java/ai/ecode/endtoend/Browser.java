package ai.ecode.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a browser does at a sign-in, without a browser: it keeps cookies for each origin, follows redirects and sends forms.
/// Unlike the JDK's cookie manager it sends secure cookies to localhost, as browsers do.
final class Browser {

    private static final Pattern FORM =
            Pattern.compile("<form[^>]*id=\"([^\"]+)\"[^>]*action=\"([^\"]+)\"");

    private final RunningPlatform platform;
    private final HttpClient http;
    private final Map<String, Map<String, String>> cookies = new TreeMap<>();
    private final Map<String, String> given = new TreeMap<>();

    Browser(RunningPlatform platform) {
        this.platform = platform;
        this.http = platform.http();
    }

    /// A browser in which the demo user is signed in.
    static Browser of(RunningPlatform platform, String user) throws Exception {
        var browser = new Browser(platform);
        var page = browser.signIn(user, platform.demoPassword(), "/");
        if (page.statusCode() != 200 || browser.session().isEmpty()) {
            throw new IOException("No sign-in: " + page.uri() + " " + page.body());
        }
        return browser;
    }

    /// Fills Keycloak's two forms, the name and then the password, and goes where that leads.
    HttpResponse<String> signIn(String user, String password, String target) throws Exception {
        var name = open("/login?to=" + URLEncoder.encode(target, UTF_8));
        var secret = submit(name, Map.of("username", user));
        return submit(secret, Map.of("username", user, "password", password));
    }

    /// Opens a page of the platform and follows redirects.
    HttpResponse<String> open(String path) throws Exception {
        return follow(send(HttpRequest.newBuilder(platform.at(path))));
    }

    /// Sends the first form of a page and follows redirects.
    HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields)
            throws Exception {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IOException("No form on " + page.uri() + ": " + page.body());
        }
        var action = page.uri().resolve(form.group(2).replace("&amp;", "&"));
        var body =
                new LinkedHashMap<>(fields)
                        .entrySet().stream()
                                .map(field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(field.getValue(), UTF_8))
                                .collect(Collectors.joining("&"));
        return follow(
                send(
                        HttpRequest.newBuilder(action)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(body))));
    }

    /// Sends one request with this browser's cookies and follows nothing.
    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        URI uri = request.build().uri();
        var jar = cookies.computeIfAbsent(uri.getAuthority(), _ -> new TreeMap<>());
        if (!jar.isEmpty()) {
            request.header(
                    "Cookie",
                    jar.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var response = http.send(request.build(), BodyHandlers.ofString());
        for (String line : response.headers().allValues("Set-Cookie")) {
            var pair = line.split(";", 2)[0].split("=", 2);
            var value = pair[1].replace("\"", "");
            given.put(pair[0], line);
            if (value.isEmpty()) {
                jar.remove(pair[0]);
            } else {
                jar.put(pair[0], value);
            }
        }
        return response;
    }

    private HttpResponse<String> follow(HttpResponse<String> response) throws Exception {
        for (int hops = 0; response.statusCode() / 100 == 3 && hops < 10; hops++) {
            var next = response.uri().resolve(response.headers().firstValue("Location").get());
            response = send(HttpRequest.newBuilder(next));
        }
        return response;
    }

    /// How the session cookie was last given, attributes included.
    String sessionAsGiven() {
        return given.getOrDefault("ecode_session", "");
    }

    /// The value of the session cookie; empty when there is none.
    String session() {
        return cookies.getOrDefault(platform.baseUrl().getAuthority(), Map.of())
                .getOrDefault("ecode_session", "");
    }
}
