package ai.ecode.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionsTest {
    @TempDir Path checkout;
    private Distributions distributions;

    @BeforeEach
    void aBuiltCheckout() throws IOException {
        Files.createDirectories(checkout.resolve("liberty-config/target"));
        Files.writeString(
                checkout.resolve("liberty-config/target/distributions.list"),
                "/repository/a.zip\n");
        distributions = Distributions.of(checkout, _ -> {});
    }

    @Test
    void aFolderIsMadeOnce() {
        var made = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            distributions.made(
                    "a",
                    folder -> Files.writeString(folder.resolve("b"), "c" + made.incrementAndGet()));
        }
        assertEquals(1, made.get());
    }

    @Test
    void whatCouldNotBeFinishedDoesNotLookFinished() {
        assertThrows(
                PlatformException.class,
                () ->
                        distributions.made(
                                "a",
                                folder -> {
                                    Files.writeString(folder.resolve("half"), "");
                                    throw new IOException("disk full");
                                }));
        var folder =
                distributions.made("a", fresh -> Files.writeString(fresh.resolve("whole"), ""));
        assertEquals(1, folder.toFile().list().length);
    }

    @Test
    void ofTwoAtOnceTheFirstOneCounts() throws IOException {
        var folder =
                distributions.made(
                        "a",
                        slower -> {
                            distributions.made(
                                    "a",
                                    faster -> Files.writeString(faster.resolve("by"), "faster"));
                            Files.writeString(slower.resolve("by"), "slower");
                        });
        assertEquals("faster", Files.readString(folder.resolve("by")));
        try (var cache = Files.list(folder.getParent())) {
            assertEquals(1, cache.count());
        }
    }

    @Test
    void aCheckoutThatWasNotBuiltSaysSo() {
        assertThrows(
                PlatformException.class,
                () -> Distributions.of(checkout.resolve("other"), _ -> {}));
    }
}
