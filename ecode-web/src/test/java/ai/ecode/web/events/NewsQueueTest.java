package ai.ecode.web.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ai.ecode.files.FileChanged.Kind;
import ai.ecode.web.socket.Frame;
import ai.ecode.workspace.Workspace;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewsQueueTest {

    private final NewsQueue queue = new NewsQueue();

    @Test
    void onlyTheNewestStateIsTold() throws Exception {
        queue.offer(new News.State(Workspace.State.STARTING, Optional.empty()));
        queue.offer(new News.State(Workspace.State.FAILED, Optional.of("No space left.")));
        assertEquals(
                "{\"type\":\"state\",\"state\":\"FAILED\",\"reason\":\"No space left.\"}", next());
        assertNull(next());
    }

    @Test
    void aFileThatWasCreatedAndChangedIsStillNew() throws Exception {
        queue.offer(file("a", Kind.CREATED, "\"1\""));
        queue.offer(file("a", Kind.CHANGED, "\"2\""));
        assertEquals(
                "{\"type\":\"file\",\"change\":\"created\",\"path\":\"a\",\"etag\":\"\\\"2\\\"\"}",
                next());
        assertNull(next());
    }

    @Test
    void whatIsGoneIsGone() throws Exception {
        queue.offer(file("a", Kind.CREATED, "\"1\""));
        queue.offer(new News.File("a", Kind.DELETED, Optional.empty()));
        assertEquals("{\"type\":\"file\",\"change\":\"deleted\",\"path\":\"a\"}", next());
    }

    @Test
    void savedIsToldBesideTheChange() throws Exception {
        queue.offer(file("a", Kind.CHANGED, "\"1\""));
        queue.offer(new News.Saved("a", "\"1\""));
        assertEquals(
                "{\"type\":\"file\",\"change\":\"changed\",\"path\":\"a\",\"etag\":\"\\\"1\\\"\"}",
                next());
        assertEquals("{\"type\":\"saved\",\"path\":\"a\",\"etag\":\"\\\"1\\\"\"}", next());
    }

    @Test
    void tooManyChangesBecomeOneAndTheStateStays() throws Exception {
        queue.offer(new News.State(Workspace.State.RUNNING, Optional.empty()));
        for (int i = 0; i < 10_000; i++) {
            queue.offer(file("f" + i, Kind.CREATED, "\"1\""));
        }
        assertEquals("{\"type\":\"state\",\"state\":\"RUNNING\"}", next());
        assertEquals("{\"type\":\"file\",\"change\":\"many\"}", next());
        assertNull(next());
        queue.offer(new News.File("later", Kind.DELETED, Optional.empty()));
        assertEquals("{\"type\":\"file\",\"change\":\"deleted\",\"path\":\"later\"}", next());
    }

    private static News file(String path, Kind change, String etag) {
        return new News.File(path, change, Optional.of(etag));
    }

    private String next() throws InterruptedException {
        Frame frame = queue.next(Duration.ZERO);
        return frame == null ? null : ((Frame.Text) frame).text();
    }
}
