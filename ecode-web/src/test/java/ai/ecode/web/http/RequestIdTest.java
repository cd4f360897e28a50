package ai.ecode.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

    @Test
    void aProxysPlainIdIsKept() {
        assertEquals("req_1-a.B", RequestId.accepted("req_1-a.B"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nSet-Cookie: x=1", "ä", "<script>"})
    void whatCouldReachALogOrHeaderUnescapedIsReplaced(String offered) {
        assertNotEquals(offered, RequestId.accepted(offered));
    }

    @Test
    void anOverlongIdIsReplaced() {
        assertEquals(36, RequestId.accepted("x".repeat(65)).length());
    }
}
