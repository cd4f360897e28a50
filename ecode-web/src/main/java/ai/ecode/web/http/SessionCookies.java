package ai.ecode.web.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The product's cookies: never readable by scripts, never sent along by foreign pages, and bound to this very host where the
/// connection is encrypted.
@ApplicationScoped
public class SessionCookies {

    /// Holds the secret of a browser that is signed in.
    public static final String SESSION = "ecode_session";

    @Inject private Origins origins;

    public Optional<String> read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(fullName(name)))
                        .map(Cookie::getValue)
                        .filter(value -> !value.isEmpty())
                        .findFirst();
    }

    /// Lives until the browser is closed.
    public void set(HttpServletResponse response, String name, String value) {
        response.addCookie(cookie(name, value));
    }

    public void set(HttpServletResponse response, String name, String value, Duration life) {
        Cookie cookie = cookie(name, value);
        cookie.setMaxAge(Math.toIntExact(life.toSeconds()));
        response.addCookie(cookie);
    }

    public void clear(HttpServletResponse response, String name) {
        set(response, name, "", Duration.ZERO);
    }

    private Cookie cookie(String name, String value) {
        Cookie cookie = new Cookie(fullName(name), value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(origins.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    private String fullName(String name) {
        return origins.isSecure() ? "__Host-" + name : name;
    }
}
