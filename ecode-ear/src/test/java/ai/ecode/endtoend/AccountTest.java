package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a person does with their account in a browser.
class AccountTest {
    private static final String USER = "teacher";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private Visitor visitor;
    private Page page;

    AccountTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @BeforeEach
    void aBrowser() {
        visitor = chromium.visitor(platform);
        page = visitor.page();
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    @Test
    void aStrangerCreatesAnAccountAndHasAHome() {
        String name = "new-" + UUID.randomUUID().toString().substring(0, 8);
        visitor.open("/");
        page.getByRole(AriaRole.LINK, named("Create account")).first().click();
        page.locator("#username").fill(name);
        page.locator("#password").fill("correct horse battery");
        page.locator("#password-confirm").fill("correct horse battery");
        page.locator("#email").fill(name + "@example.org");
        page.locator("#firstName").fill("Zoë");
        page.locator("#lastName").fill("Müller-Ōkubo");
        page.keyboard().press("Enter");
        assertThat(page.getByText("Your first workspace")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Zoë Müller-Ōkubo"))).isVisible();
        visitor.open("/profile");
        assertThat(page.getByText("/@" + name + "/…")).isVisible();
    }

    @Test
    void theAccountConsoleOpensFromTheProfileWithoutAnotherSignIn() {
        visitor.signIn(USER).open("/profile");
        // Keycloak's own page; what its console says is not ours.
        visitor.expectOutage();
        page.getByRole(AriaRole.LINK, named("Manage your account")).click();
        page.waitForURL(Pattern.compile(".*/realms/ecode/account.*"));
        assertThat(page.getByText("Personal info").first()).isVisible();
    }

    @Test
    void aTokenIsShownOnceWorksAndIsRefusedOnceRevoked() throws Exception {
        visitor.signIn(USER).open("/settings");
        page.getByRole(AriaRole.BUTTON, named("Create token")).click();
        page.getByLabel("What it is for").fill("Nightly script");
        page.keyboard().press("Enter");
        var shown = page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true));
        assertThat(shown).isVisible();
        String token = shown.inputValue();
        page.getByRole(AriaRole.BUTTON, named("I have copied it")).click();
        assertThat(page.getByText("Nightly script").first()).isVisible();
        assertThat(page.getByText(token)).hasCount(0);
        assertEquals(200, meWith(token));

        page.getByRole(AriaRole.BUTTON, named("Revoke Nightly script")).click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        assertThat(page.getByText("Nightly script is revoked")).isVisible();
        assertEquals(401, meWith(token));
    }

    @Test
    void aSessionEndedElsewhereSaysSoAndLeadsBackToTheSamePage() throws Exception {
        visitor.signIn(USER).open("/settings");
        assertThat(page.getByText("This one")).isVisible();
        var api = new Api(platform, USER);
        for (var session :
                api.get("/api/me/sessions").getJsonArray("items").getValuesAs(JsonObject.class)) {
            api.delete("/api/me/sessions/" + session.getString("id"));
        }
        page.getByRole(AriaRole.BUTTON, named("account")).click();
        page.getByRole(AriaRole.MENUITEM, named("Profile")).click();
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        page.getByRole(AriaRole.LINK, named("E-Code, home")).click();
        assertThat(page.getByText("Your session has ended")).isVisible();
        page.getByRole(AriaRole.LINK, named("Sign in again")).click();
        visitor.enterPassword(page, USER);
        page.waitForURL(platform.at("/").toString());
        assertThat(page.getByRole(AriaRole.HEADING, named("Workspaces")).first()).isVisible();
    }

    private int meWith(String token) throws Exception {
        var request =
                HttpRequest.newBuilder(platform.at("/api/me"))
                        .header("Authorization", "Bearer " + token)
                        .build();
        return platform.http().send(request, BodyHandlers.discarding()).statusCode();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
