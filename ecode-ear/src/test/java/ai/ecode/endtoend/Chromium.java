package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The distribution's own Chromium, shared by all tests of a run: declare it as a parameter, as [RunningPlatform]. Each
/// [Visitor] has a profile of its own. Only one thread may use it.
public final class Chromium implements AutoCloseable {

    /// Loading the workbench on two busy cores takes its time; nothing here waits longer than it must.
    private static final double PATIENCE_MILLIS = 60_000;

    /// Without 3D the terminal draws its text as elements, which can be read.
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-3d-apis",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private static final String AXE = axe();

    private static final String SERIOUS =
            """
            async (rules) => {
              const options = rules.length ? { runOnly: rules } : {};
              const { violations } = await axe.run({ ...options, resultTypes: ["violations"] });
              return violations
                .filter(({ impact }) => impact === "serious" || impact === "critical")
                .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary} ${node.html}`));
            }
            """;

    private static final List<String> OF_COLORS = List.of("color-contrast", "link-in-text-block");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final Map<String, List<Cookie>> signedIn = new HashMap<>();

    private Chromium(Playwright playwright, com.microsoft.playwright.Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        var playwright =
                Playwright.create(
                        new CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        var options =
                new LaunchOptions()
                        .setExecutablePath(executable())
                        .setHeadless(true)
                        .setArgs(FLAGS);
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    /// Somebody at a desktop of 1440 by 900 pixels with a profile of their own, not signed in; light, unless they choose.
    Visitor visitor(RunningPlatform platform) {
        var context =
                browser.newContext(
                        new NewContextOptions()
                                .setBaseURL(platform.baseUrl().toString())
                                .setViewportSize(1440, 900)
                                .setLocale("en-GB")
                                .setTimezoneId("Europe/Berlin")
                                .setReducedMotion(
                                        com.microsoft.playwright.options.ReducedMotion.REDUCE)
                                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return new Visitor(platform, context, signedIn);
    }

    /// Keeps screenshots at a desk and on a phone, light and dark, and checks that nothing is wider than the screen and axe finds
    /// nothing serious. Light and dark differ in nothing but colors.
    static void checkEverywhere(Page page, String name) {
        for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            List<String> rules = scheme == ColorScheme.DARK ? List.of() : OF_COLORS;
            for (int width : new int[] {390, 1440}) {
                page.setViewportSize(width, 900);
                String variant = name + "-" + width + "-" + scheme.name().toLowerCase();
                keepScreenshot(page, variant);
                assertEquals(List.of(), seriousFindings(page, rules), variant);
                assertEquals(
                        true,
                        page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
                        variant);
            }
        }
    }

    /// What axe holds to be serious or critical on the page: rule, why, and where. In the page itself and its violations alone:
    /// carrying over all that is in order takes longer than looking.
    static List<String> seriousFindings(Page page) {
        return seriousFindings(page, List.of());
    }

    private static List<String> seriousFindings(Page page, List<String> rules) {
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(AXE);
        }
        var found = (List<?>) page.evaluate(SERIOUS, rules);
        return found.stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (var source = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(
                    Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps a picture of what the page shows as `target/screenshots/NAME.png`.
    static void keepScreenshot(Page page, String name) {
        Path file =
                Path.of(System.getProperty("ecode.test.output", "target"))
                        .resolve("screenshots")
                        .resolve(name + ".png");
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(file)
                        .setAnimations(
                                com.microsoft.playwright.options.ScreenshotAnimations.DISABLED));
    }

    /// Keeps a picture of every page that is open.
    void keepScreenshots(String name) {
        int number = 1;
        for (var context : browser.contexts()) {
            for (var page : context.pages()) {
                keepScreenshot(page, name + "-" + number++);
            }
        }
    }

    private static Path executable() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Chromium is not installed"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
