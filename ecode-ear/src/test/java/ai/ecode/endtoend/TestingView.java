package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/// The workbench's view of tests, by what a person sees and presses.
final class TestingView {

    private static final double SOON = 5_000;

    private final Page page;

    private TestingView(Page page) {
        this.page = page;
    }

    static TestingView open(Page page) {
        // Behind it stands how many have failed.
        page.getByRole(AriaRole.TAB, new GetByRoleOptions().setName(Pattern.compile("^Testing")))
                .click();
        var view = new TestingView(page);
        assertThat(view.tree()).isVisible();
        return view;
    }

    private Locator tree() {
        return page.getByRole(AriaRole.TREE, new GetByRoleOptions().setName("Test Explorer"));
    }

    /// A test, a file of tests, or a note.
    Locator test(String name) {
        return tree().getByRole(AriaRole.TREEITEM, new Locator.GetByRoleOptions().setName(name));
    }

    void runAll() {
        page.locator(".part.sidebar")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Run Tests").setExact(true))
                .click();
    }

    void awaitOutcome(String test, String outcome) {
        assertThat(
                        tree().getByRole(
                                        AriaRole.TREEITEM,
                                        new Locator.GetByRoleOptions()
                                                .setName(test + " (" + outcome + ")")))
                .isVisible();
    }

    /// Runs one test alone.
    void run(String test) {
        test(test).hover();
        test(test)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Run Test"))
                .click();
    }

    void refresh() {
        page.locator(".part.sidebar")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Refresh Tests"))
                .click();
    }

    /// Chooses what failed among the results. While they still come in, the workbench chooses among them, too, and when both happen at
    /// once it shows neither and complains in the console: who sees nothing chooses again.
    ///
    /// @return false when it had to be chosen again
    boolean showFailure(String message) throws Exception {
        Locator results =
                page.getByRole(
                        AriaRole.TREE, new GetByRoleOptions().setName("Test Result Messages"));
        Locator failure =
                results.getByRole(
                        AriaRole.TREEITEM, new Locator.GetByRoleOptions().setName(message));
        failure.click();
        if (isShownSoon(expected())) {
            return true;
        }
        Eventually.holds(
                () -> {
                    results.getByRole(AriaRole.TREEITEM).last().click();
                    failure.click();
                    return isShownSoon(expected());
                },
                () -> results.innerText());
        return false;
    }

    private static boolean isShownSoon(Locator what) {
        try {
            what.waitFor(new Locator.WaitForOptions().setTimeout(SOON));
            return true;
        } catch (TimeoutError notYet) {
            return false;
        }
    }

    Locator expected() {
        return page.locator(".part.panel .monaco-diff-editor .editor.original");
    }

    Locator actual() {
        return page.locator(".part.panel .monaco-diff-editor .editor.modified");
    }
}
