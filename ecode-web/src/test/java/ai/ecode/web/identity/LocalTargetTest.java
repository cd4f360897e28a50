package ai.ecode.web.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/@developer/first-steps",
                "/profile?tab=keys#top",
                "/loginhelp",
                "/courses/a%2Fb"
            })
    void anAddressOfOursIsKept(String address) {
        assertEquals(address, LocalTarget.of(address));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "/\\evil.example",
                "/a\\b",
                "http://evil.example",
                "javascript:alert(1)",
                "/\r\nSet-Cookie: a=b",
                "/\t/evil.example",
                "profile"
            })
    void whatCouldLeadElsewhereBecomesTheStartPage(String address) {
        assertEquals("/", LocalTarget.of(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/login?to=/", "/logout", "/signup", "/api/me", "/ws/x"})
    void noSignInLeadsToASignInOrToAProgram(String address) {
        assertEquals("/", LocalTarget.of(address));
    }
}
