package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Trying tests out on the page of an assignment.
@Timeout(300)
class RehearsalPageTest {

    private static final int RUNS = RunningPlatform.REHEARSAL_RUNS;

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final Rehearsing teacher;

    RehearsalPageTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.teacher = new Rehearsing(platform);
    }

    @Test
    void aTeacherTriesTheTestsOutOnThePage() throws Exception {
        String course = teacher.course("By hand");
        String assignment = teacher.assignment(course, Rehearsing.coins());
        try (var visitor = chromium.visitor(platform).signIn("teacher")) {
            Page page =
                    visitor.open(
                                    "/courses/%s/assignments/%s"
                                            .formatted(
                                                    course.substring(13), assignment.substring(17)))
                            .page();
            assertThat(page.getByText("Trying the tests out before students get them")).isVisible();
            addByHand(page, "reference", Rehearsing.TOSSES);
            var solutions = page.getByRole(AriaRole.GRID, named("Solutions"));
            assertThat(solutions.getByText("the reference")).isVisible();
            assertThat(page.getByText("It cannot be published yet")).isVisible();
            addByHand(page, "always heads", Rehearsing.HEADS);
            assertThat(solutions.getByText("always heads")).isVisible();

            button(page, "Try the tests out").click();
            assertThat(page.getByText("each solution %d times.".formatted(RUNS))).isVisible();
            var findings = page.getByRole(AriaRole.GRID, named("Findings"));
            assertThat(findings.getByText("It gets all points")).isVisible();
            assertThat(findings.getByText("Does not always say the same").first()).isVisible();
            assertThat(page.getByText("Mend it and try the tests out again")).isVisible();
            Chromium.checkEverywhere(page, "rehearsal");

            button(page, "Publish").click();
            assertThat(page.getByText("“Coins” was not published.")).isVisible();
            visitor.forgive();
            for (String test : teacher.flipping(assignment)) {
                button(page, "Put %s into quarantine".formatted(test)).click();
                assertThat(button(page, "Take %s out of quarantine".formatted(test))).isVisible();
            }
            assertThat(page.getByText("in quarantine: it counts nothing").first()).isVisible();
            assertThat(page.getByText("It cannot be published yet")).isHidden();
            Chromium.checkEverywhere(page, "rehearsal-quarantine");
            button(page, "Publish").click();
            assertThat(button(page, "Make it a draft")).isVisible();
        }
    }

    private static void addByHand(Page page, String name, String code) {
        button(page, "Add a solution").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Name").fill(name);
        dialog.getByLabel("Content of main.py").fill(code);
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Add").setExact(true))
                .click();
        assertThat(dialog).isHidden();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }
}
