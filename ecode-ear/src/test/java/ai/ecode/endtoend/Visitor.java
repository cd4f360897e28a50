package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A person at a browser. Whatever a page complains of in its console, a refused resource or a broken script, fails the
/// test when the visitor leaves; answers that a test asks for are no complaint.
final class Visitor implements AutoCloseable {

    /// Chromium reports each answer of 400 and more; the pages show what they mean.
    private static final Pattern ANSWERS =
            Pattern.compile(
                    "Failed to load resource: the server responded with a status of (401|403|404|429).*/(api/|@|nowhere).*");

    /// How the workbench says that it stopped waiting, which it does when the page is left.
    private static final String CANCELLED = "Canceled: Canceled";

    private final RunningPlatform platform;
    private final BrowserContext context;
    private final Map<String, List<Cookie>> signedIn;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private boolean outage;

    /// @param signedIn what browsers of users who have signed in before hold; added to
    Visitor(RunningPlatform platform, BrowserContext context, Map<String, List<Cookie>> signedIn) {
        this.platform = platform;
        this.context = context;
        this.signedIn = signedIn;
        context.onPage(this::listen);
        this.page = context.newPage();
    }

    private void listen(Page opened) {
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complain(message.text() + " " + message.location());
            }
        });
        opened.onPageError(this::complain);
    }

    private void complain(String text) {
        if (!outage && !text.startsWith(CANCELLED) && !ANSWERS.matcher(text).matches()) {
            complaints.add(text);
        }
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /// From here on the server may be away, which the console then tells.
    void expectOutage() {
        outage = true;
    }

    /// What the console told so far, and will tell, was asked for.
    void forgive() {
        outage = true;
        complaints.clear();
    }

    /// Signed in as a demo user, on the home page: with the session of an earlier visitor, or the way people do.
    Visitor signIn(String user) {
        context.addCookies(signedIn.getOrDefault(user, List.of()));
        if (context.request().get("/api/me").ok()) {
            page.navigate("/");
            return this;
        }
        context.clearCookies();
        page.navigate("/");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                .first()
                .click();
        enterPassword(page, user);
        page.waitForURL(platform.at("/").toString());
        signedIn.put(user, context.cookies());
        return this;
    }

    /// On Keycloak's own pages.
    void enterPassword(Page keycloak, String user) {
        keycloak.locator("#username").fill(user);
        keycloak.locator("#username").press("Enter");
        keycloak.locator("#password").fill(platform.demoPassword());
        keycloak.locator("#password").press("Enter");
    }

    Visitor open(String path) {
        page.navigate(path);
        return this;
    }

    @Override
    public void close() {
        context.close();
        assertEquals(List.of(), complaints);
    }
}
