package ai.ecode.receipts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.ecode.shared.CanonicalJson;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Receipts are verified by what docs/receipts.md says, with nothing of E-Code.
class DocumentedVerificationTest {

    private static final Pattern COMMANDS =
            Pattern.compile("(?m)((?:^    .*\n)+)(?=\n)(?<=-sigfile signature\n)");

    @TempDir Path folder;

    private static String commands() throws IOException {
        Matcher found = COMMANDS.matcher(Files.readString(Path.of("../docs/receipts.md")));
        assertTrue(found.find(), "docs/receipts.md says how to verify a receipt");
        return found.group(1);
    }

    private int run(String script) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-ec", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start()
                .waitFor();
    }

    @Test
    void theCommandsOfTheDocumentationVerifyAReceiptAndRefuseAnEditedOne() throws Exception {
        assumeTrue(run("command -v jq && command -v openssl") == 0, "needs jq and openssl");
        SigningKey key = SigningKey.random();
        byte[] text =
                CanonicalJson.of(
                        Json.createObjectBuilder()
                                .add("name", "größer als „3“ 😀 \"\\/\n\t\u0001")
                                .add("value", "7.5")
                                .add("Z", 9007199254740991L)
                                .add("a", Json.createObjectBuilder().add("é", 0).add("b", -1))
                                .build());
        String file =
                new String(
                        new SignedReceipt(UUID.randomUUID(), text, key.sign(text), key.verifying())
                                .file(),
                        StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("receipt.json"), file);
        assertEquals(0, run(commands()), Files.readString(folder.resolve("out")));
        assertEquals(
                new String(text, StandardCharsets.UTF_8), Files.readString(folder.resolve("text")));

        Files.writeString(folder.resolve("receipt.json"), file.replace("7.5", "9.5"));
        assertNotEquals(0, run(commands()));
    }
}
