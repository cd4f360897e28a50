package ai.ecode.web.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.ecode.preview.PreviewRoute;
import ai.ecode.workspace.WorkspaceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassInsertingTest {

    private static final String ID = "0c8b4bb5-1e0e-4b8e-8b1c-2f1d1a1f6c55";
    private static final PassedPath PLACE =
            new PassedPath(
                    new PreviewRoute(new WorkspaceId(UUID.fromString(ID)), 517),
                    true,
                    "p".repeat(43));

    @ParameterizedTest
    @CsvSource({
        "import 'BASE/src/main.js', import 'BASE/+PASS/src/main.js'",
        "basePath: 'BASE', basePath: 'BASE/+PASS'",
        "BASE, BASE/+PASS",
        "BASE BASE/, BASE/+PASS BASE/+PASS/",
        "BASEBASE/, BASE/+PASSBASE/+PASS/",
        "/preview/preview/BASE/, /preview/preview/BASE/+PASS/",
        "BASE3/ BASE-x BASE_x BASEx, BASE3/ BASE-x BASE_x BASEx",
        "BASE?a BASE#b BASE%20, BASE/+PASS?a BASE/+PASS#b BASE/+PASS%20",
        "/preview/0c8b, /preview/0c8b",
        "?path=ENCODED%2Fws&, ?path=ENCODED%2F%2BPASS%2Fws&",
        "ENCODED3%2F, ENCODED3%2F",
        "'', ''",
    })
    void theBasePathGetsThePassHoweverTheTextArrives(String said, String seen) throws IOException {
        for (int chunk : new int[] {1, 2, 7, 50, 1_000}) {
            assertEquals(full(seen), passed(full(said), chunk), () -> "in parts of " + chunk);
        }
    }

    private static String passed(String text, int chunk) throws IOException {
        var out = new ByteArrayOutputStream();
        var inserting = PassInserting.into(new Inserting(out, ""), PLACE);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += chunk) {
            inserting.write(bytes, at, Math.min(chunk, bytes.length - at));
        }
        inserting.finish();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String full(String text) {
        return text.replace("ENCODED", "%2Fpreview%2F" + ID + "%2F517")
                .replace("BASE", "/preview/" + ID + "/517")
                .replace("PASS", "p".repeat(43));
    }
}
