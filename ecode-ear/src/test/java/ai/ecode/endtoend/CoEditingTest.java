package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two browsers at one file: both see what both write, and nothing that was said to be saved is lost.
class CoEditingTest {
    private static final String USER = "developer2";
    private static final String GUEST = "developer";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final Api api;
    private String workspace;
    private Visitor one;
    private Visitor other;

    CoEditingTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.api = new Api(platform, USER);
    }

    @BeforeEach
    void twoBrowsers() throws Exception {
        api.deleteAllWorkspaces();
        workspace = api.createWorkspace("Bench", "python");
        api.put(file("story.txt"), "one\ntwo\nthree\n");
        one = chromium.visitor(platform).signIn(USER);
        other = chromium.visitor(platform).signIn(GUEST);
        invite("editor");
    }

    @AfterEach
    void leave() throws Exception {
        one.close();
        other.close();
        api.deleteAllWorkspaces();
    }

    @Test
    void bothSeeWhatBothWriteAndWhereTheOtherIs() throws Exception {
        var mine = open(one);
        var theirs = open(other);
        type(one, "Control+Home", "first ");
        theirs.awaitText("first one");
        type(other, "Control+End", "last");
        mine.awaitText("last");
        mine.awaitStatus("Saved");
        theirs.awaitStatus("Saved");
        Eventually.holds(
                () -> text("story.txt").equals("first one\ntwo\nthree\nlast"),
                () -> text("story.txt"));

        one.page().keyboard().press("Shift+Control+Home");
        Locator caret = other.page().locator(".ecode-caret");
        assertThat(caret).hasCount(1);
        assertThat(other.page().locator(".ecode-flag")).hasText(name());
        assertThat(other.page().locator(".ecode-selection").first()).isVisible();
        theirs.keepScreenshots("co-editing");
        one.page().close();
        assertThat(caret).hasCount(0);
    }

    @Test
    void whatWasWrittenApartComesTogether() throws Exception {
        var mine = open(one);
        var theirs = open(other);
        one.expectOutage();
        one.context().setOffline(true);
        type(one, "Control+Home", "offline ");
        mine.awaitStatus("Unsaved, kept here");
        type(other, "Control+End", "online");
        theirs.awaitStatus("Saved");
        one.context().setOffline(false);
        mine.awaitText("online");
        theirs.awaitText("offline one");
        mine.awaitStatus("Saved");
        Eventually.holds(
                () -> text("story.txt").equals("offline one\ntwo\nthree\nonline"),
                () -> text("story.txt"));
    }

    @Test
    void undoTakesBackOnesOwnEditsOnly() throws Exception {
        var mine = open(one);
        var theirs = open(other);
        type(one, "Control+End", "mine");
        theirs.awaitText("mine");
        type(other, "Control+Home", "theirs ");
        mine.awaitText("theirs one");
        one.page().keyboard().press("Control+z");
        awaitGone(theirs, "mine");
        theirs.awaitText("theirs one");
        Eventually.holds(
                () -> text("story.txt").equals("theirs one\ntwo\nthree\n"),
                () -> text("story.txt"));
        // Another tab in between does not forget.
        mine.openFile("main.py");
        one.page().keyboard().press("Control+PageUp");
        mine.awaitText("theirs one");
        mine.editor().click();
        one.page().keyboard().press("Control+y");
        theirs.awaitText("mine");
        Eventually.holds(
                () -> text("story.txt").equals("theirs one\ntwo\nthree\nmine"),
                () -> text("story.txt"));
    }

    @Test
    void whatATerminalWritesAppearsInBothEditors() {
        var mine = open(one);
        var theirs = open(other);
        mine.awaitStatus("Running");
        mine.typeInTerminal("echo from-$((40+2)) >> story.txt");
        mine.awaitText("from-42");
        theirs.awaitText("from-42");
        type(other, "Control+Home", "typed ");
        mine.awaitText("typed one");
    }

    @Test
    void onlyDeletingIsSavedToo() throws Exception {
        var mine = open(one);
        mine.editor().click();
        one.page().keyboard().press("Control+Home");
        one.page().keyboard().press("Delete");
        mine.awaitText("ne");
        mine.awaitStatus("Saved");
        Eventually.holds(
                () -> text("story.txt").equals("ne\ntwo\nthree\n"), () -> text("story.txt"));
    }

    @Test
    void whatWasSavedSurvivesTheServersDeathAndTypingGoesOn() throws Exception {
        var mine = open(one);
        one.expectOutage();
        other.expectOutage();
        type(one, "Control+End", "before the death");
        mine.awaitStatus("Saved");
        platform.liberty().kill();
        one.page().keyboard().insertText(", during it");
        mine.awaitStatus("Unsaved, kept here");
        platform.liberty().start();
        platform.liberty().awaitReady(PATIENCE);
        awaitStatusPatiently(one, "Saved");
        one.page().keyboard().insertText(", and after");
        Eventually.holds(
                () ->
                        text("story.txt")
                                .equals("one\ntwo\nthree\nbefore the death, during it, and after"),
                () -> text("story.txt"));
        mine.awaitStatus("Saved");
    }

    @Test
    void whoMayOnlyReadSeesEverythingAndTypesOnceTheyMay() throws Exception {
        invite("viewer");
        var mine = open(one);
        visit(other);
        assertThat(other.page().locator(".monaco-workbench")).isVisible();
        var theirs = Workbench.on(other.page());
        theirs.openFile("story.txt");
        theirs.awaitStatus("Live");
        type(one, "Control+Home", "seen ");
        theirs.awaitText("seen one");
        type(other, "Control+Home", "refused ");
        invite("editor");
        assertThat(theirs.notification("You are an editor of this workspace now")).isVisible();
        theirs.editor().click();
        type(other, "Control+Home", "allowed ");
        mine.awaitText("allowed seen one");
        Eventually.holds(
                () -> text("story.txt").equals("allowed seen one\ntwo\nthree\n"),
                () -> text("story.txt"));
    }

    @Test
    void aFileThatIsNotTextSaysWhyItIsEditedAlone() throws Exception {
        api.put(file("big.txt"), "0123456789abcdef\n".repeat(320_000));
        visit(one);
        var mine = Workbench.on(one.page());
        mine.openFile("big.txt");
        mine.awaitStatus("Edited alone");
        assertThat(one.page().getByLabel("Edited alone: It is larger than 5 MiB.").first())
                .isVisible();
    }

    private void invite(String role) throws Exception {
        var asked =
                platform.request(USER, "/api/workspaces/" + workspace + "/members")
                        .header("Content-Type", "application/json")
                        .PUT(
                                BodyPublishers.ofString(
                                        "{\"user\": \"%s\", \"role\": \"%s\"}"
                                                .formatted(GUEST, role)));
        int status = platform.http().send(asked.build(), BodyHandlers.discarding()).statusCode();
        assertTrue(status == 200 || status == 201, () -> "Inviting was answered with " + status);
    }

    private static void awaitGone(Workbench workbench, String text) {
        assertThat(workbench.editor().locator(".view-lines"))
                .not()
                .containsText(Pattern.compile(text));
    }

    private static void awaitStatusPatiently(Visitor visitor, String text) {
        assertThat(
                        visitor.page()
                                .locator(".part.statusbar")
                                .getByText(text, new Locator.GetByTextOptions().setExact(true)))
                .isVisible(
                        new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE.toMillis()));
    }

    /// Opens the story and returns when it is edited together.
    private Workbench open(Visitor visitor) {
        visit(visitor);
        var workbench = Workbench.on(visitor.page());
        workbench.openFile("story.txt");
        workbench.awaitText("three");
        workbench.awaitStatus("Live");
        return workbench;
    }

    private static void visit(Visitor visitor) {
        visitor.open("/@" + USER + "/bench");
    }

    private static void type(Visitor visitor, String where, String text) {
        visitor.page().keyboard().press(where);
        visitor.page().keyboard().insertText(text);
    }

    private String name() throws Exception {
        return api.get("/api/me").getString("fullName");
    }

    private String file(String path) {
        return "/api/workspaces/" + workspace + "/files/" + path;
    }

    private String text(String path) throws Exception {
        return api.text(file(path));
    }
}
