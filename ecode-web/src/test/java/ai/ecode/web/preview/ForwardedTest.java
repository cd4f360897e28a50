package ai.ecode.web.preview;

import static ai.ecode.weakening.Weakness.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.weakening.WeakenedProduct;
import ai.ecode.web.preview.Forwarded.Header;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A server in a workspace is a stranger's: what lets its visitor in elsewhere does not reach it, and it gives the visitor's
/// browser nothing that would count elsewhere.
@Tag("attack")
class ForwardedTest {

    private static final Crossing BY_HOST = new HostCrossing("http", false);

    @Test
    void thePlatformsCookiesAreNotPassedOn() {
        assertEquals(
                List.of("mine=1; theirs=2"),
                cookies(
                        "ecode_session=secret; mine=1; __Host-ecode_preview=pass;theirs=2;"
                                + " __Secure-ecode_x=y"));
        assertEquals(List.of(), cookies("ecode_preview=pass"));
    }

    private static List<String> cookies(String sent) {
        return BY_HOST.ofRequest(request(Map.of("Cookie", sent))).stream()
                .filter(header -> header.is("Cookie"))
                .map(Header::value)
                .toList();
    }

    @Test
    void credentialsAreNotPassedOn() {
        var names =
                Forwarded.ofRequest(
                                request(
                                        Map.of(
                                                "Authorization", "Bearer secret",
                                                "Cookie", "ecode_session=secret",
                                                "X-Forwarded-For", "203.0.113.1",
                                                "Accept", "*/*")),
                                "http")
                        .stream()
                        .map(Header::name)
                        .sorted()
                        .toList();
        assertEquals(List.of("Accept", "X-Forwarded-Proto"), names);
    }

    @Test
    void thePlatformsCookiesAreNotSetFromInside() {
        assertEquals(
                List.of(),
                BY_HOST.ofAnswer(
                        List.of(
                                new Header("Set-Cookie", "ecode_session=forged; Path=/"),
                                new Header("set-cookie", " __Host-ecode_preview=forged"))));
    }

    @Test
    void aCookieStaysWithTheHostThatSetIt() {
        assertEquals(
                List.of(new Header("Set-Cookie", "mine=1; Path=/")),
                BY_HOST.ofAnswer(
                        List.of(new Header("Set-Cookie", "mine=1; DOMAIN=localhost; Path=/"))));
    }

    /// @param type the class that sees to it
    /// @param part of it
    /// @param test which fails without
    @ParameterizedTest
    @CsvSource({
        "HostCrossing, ecode_, thePlatformsCookiesAreNotPassedOn",
        "HostCrossing, ecode_, thePlatformsCookiesAreNotSetFromInside",
        "Forwarded, authorization, credentialsAreNotPassedOn",
        "Forwarded, x-forwarded-, credentialsAreNotPassedOn",
        "HostCrossing, domain=, aCookieStaysWithTheHostThatSetIt"
    })
    void noticesThatOneIsMissing(String type, String part, String test) {
        String name = getClass().getPackageName() + "." + type;
        var product = new WeakenedProduct(text(name, part, "nothing"));
        assertThrows(AssertionError.class, () -> product.run(getClass().getName(), test));
    }

    private static HttpServletRequest request(Map<String, String> sent) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(sent);
        return (HttpServletRequest)
                Proxy.newProxyInstance(
                        HttpServletRequest.class.getClassLoader(),
                        new Class<?>[] {HttpServletRequest.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "getHeaderNames" ->
                                            Collections.enumeration(headers.keySet());
                                    case "getHeaders" ->
                                            Collections.enumeration(
                                                    Optional.ofNullable(headers.get(arguments[0]))
                                                            .map(List::of)
                                                            .orElse(List.of()));
                                    case "getHeader" -> headers.get(arguments[0]);
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }
}
