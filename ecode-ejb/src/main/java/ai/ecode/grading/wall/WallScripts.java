package ai.ecode.grading.wall;

import ai.ecode.execution.Tool;
import ai.ecode.files.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What runs on both sides of the wall. It is handed over as an argument: no file of a submission can be in its place.
final class WallScripts {

    private WallScripts() {}

    static Tool tool(String name, String submission, String tester, String ending) {
        return new Tool(
                name,
                "1",
                List.of(
                        file("submission." + ending, submission),
                        file("tester." + ending, tester)));
    }

    private static Tool.File file(String name, String text) {
        return new Tool.File(
                name, ContentHash.ofContent(text.getBytes(StandardCharsets.UTF_8)).hex());
    }

    static String read(String name) {
        try (InputStream in =
                WallScripts.class.getResourceAsStream("/ai/ecode/grading/wall/" + name)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + name + " in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
