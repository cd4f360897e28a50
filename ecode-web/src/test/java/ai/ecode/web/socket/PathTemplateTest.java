package ai.ecode.web.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathTemplateTest {

    @Test
    void aNameIsOneSegment() {
        var template = new PathTemplate("/workspaces/{workspace}/terminals/{terminal}");
        assertEquals(
                Optional.of(Map.of("workspace", "7", "terminal", "9")),
                template.match("/workspaces/7/terminals/9"));
        assertEquals(Optional.empty(), template.match("/workspaces/7/terminals/9/10"));
        assertEquals(Optional.empty(), template.match("/workspaces/7/terminals/"));
        assertEquals(Optional.empty(), template.match("/workspaces/7/8/terminals/9"));
    }

    @Test
    void theLastNameMayHoldSlashes() {
        var template = new PathTemplate("/collaboration/{workspace}/{path...}");
        assertEquals(
                Optional.of(Map.of("workspace", "7", "path", "src/a b/ä\n.py")),
                template.match("/collaboration/7/src/a b/ä\n.py"));
        assertEquals(Optional.empty(), template.match("/collaboration/7/"));
    }

    @Test
    void whatIsNotANameStandsForItself() {
        assertEquals(Optional.empty(), new PathTemplate("/a.b/{x}").match("/aXb/1"));
    }
}
