package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each page of ours, at a desk and on a phone, light and dark: without serious findings of axe, never wider than the screen,
/// without a complaint in the console; and its picture is kept in `target/screenshots`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final List<Integer> WIDTHS = List.of(1440, 390);

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final Map<String, Visitor> visitors = new HashMap<>();

    PagesTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    /// A page in one state: who looks, at which address, what they press, and the heading or text that says it is there.
    record Scene(String name, String user, String path, Consumer<Page> steps, String shows) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Scene> scenes() {
        return Stream.of(
                new Scene("landing", "", "/", _ -> {}, "Run code with one request"),
                new Scene("sign-in", "", "/login?to=/", _ -> {}, "Sign in"),
                new Scene("sign-up", "", "/signup", _ -> {}, "Register"),
                new Scene("not-found", "student2", "/nowhere", _ -> {}, "There is nothing here"),
                new Scene("home", "student2", "/", _ -> {}, "Data lab"),
                new Scene("home-trash", "student2", "/?view=trash", _ -> {}, "Old experiment"),
                new Scene("home-empty", "outsider", "/", _ -> {}, "Your first workspace"),
                new Scene(
                        "home-create",
                        "student2",
                        "/",
                        page -> press(page, "Create workspace"),
                        "Template"),
                new Scene(
                        "home-delete",
                        "student2",
                        "/",
                        page -> {
                            press(page, "More for Data lab");
                            page.getByRole(
                                            AriaRole.MENUITEM,
                                            new GetByRoleOptions().setName("Move to trash"))
                                    .click();
                        },
                        "Type its name to confirm"),
                new Scene("profile", "student2", "/profile", _ -> {}, "student2"),
                new Scene("settings", "student2", "/settings", _ -> {}, "This one"),
                new Scene("forbidden", "student2", "/admin/audit", _ -> {}, "not open to you"),
                new Scene("audit", "auditor", "/admin/audit", _ -> {}, "workspace.create"),
                new Scene(
                        "audit-event",
                        "auditor",
                        "/admin/audit?action=workspace.create",
                        page -> page.getByRole(AriaRole.ROW).nth(1).click(),
                        "Network address"),
                new Scene("administration", "admin", "/admin", _ -> {}, "PostgreSQL"),
                new Scene(
                        "no-workspace",
                        "student2",
                        "/@nobody/nothing",
                        _ -> {},
                        "There is no such workspace"));
    }

    @BeforeAll
    void someWorkspaces() throws Exception {
        var api = new Api(platform, "student2");
        api.deleteAllWorkspaces();
        api.createWorkspace("Data lab", "python");
        api.createWorkspace(
                "Überraschung 数据实验室 with a name that goes on for quite a while", "java");
        var old = api.createWorkspace("Old experiment", "node");
        api.delete("/api/workspaces/" + old);
        new Api(platform, "outsider").deleteAllWorkspaces();
    }

    @AfterAll
    void leave() throws Exception {
        new Api(platform, "student2").deleteAllWorkspaces();
        visitors.values().forEach(Visitor::close);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void isAccessibleAndFitsTheScreen(Scene scene) {
        var page = visitor(scene.user()).page();
        page.setViewportSize(1440, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate(scene.path());
        scene.steps().accept(page);
        assertThat(page.getByText(scene.shows()).first()).isVisible();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (var width : WIDTHS) {
                page.setViewportSize(width, 900);
                String variant = width + "-" + scheme.name().toLowerCase();
                Chromium.keepScreenshot(page, scene.name() + "-" + variant);
                assertEquals(List.of(), Chromium.seriousFindings(page), variant);
                assertTrue(
                        (Boolean)
                                page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
                        () -> "wider than the screen: " + variant);
            }
        }
    }

    private Visitor visitor(String user) {
        return visitors.computeIfAbsent(
                user,
                _ -> {
                    var visitor = chromium.visitor(platform);
                    return user.isEmpty() ? visitor : visitor.signIn(user);
                });
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button)).first().click();
    }
}
