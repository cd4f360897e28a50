package ai.ecode.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Unit tests of JUnit and of doctest, from the page in which a teacher begins with them to what a student is told.
class CompiledUnitTestsTest {

    private static final String SUITE =
            "{\"language\":\"%s\",\"limits\":{\"cpuMillis\":10000},\"tests\":[{\"name\":\"compiles\",\"expected\":\"\",\"comparison\":\"compiles\"}]}";

    private final RunningPlatform platform;
    private final Chromium chromium;
    private final SignedRequests requests;

    CompiledUnitTestsTest(RunningPlatform platform, Chromium chromium) {
        this.platform = platform;
        this.chromium = chromium;
        this.requests = new SignedRequests(platform);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    java | MainTest.java | Main.java | public class Main { static int add(int a, int b) { return a %s b; } public static void main(String[] a) {} }
                    cpp | main_test.cpp | main.cpp | int add(int a, int b) { return a %s b; } int main() {}
                    """)
    void aTeacherBeginsWithThemAndAStudentSeesWhatCameOut(
            String language, String tests, String file, String program) throws Exception {
        String assignment =
                requests.published(
                        "Unit tests in " + language, SUITE.formatted(language), "student1");
        String course = requests.ask("teacher", "GET", assignment, "").getString("course");
        String address = "/courses/" + course + assignment.replace("/api", "");
        try (var teacher = chromium.visitor(platform).signIn("teacher")) {
            Page page = teacher.page();
            page.navigate(address);
            page.getByRole(AriaRole.BUTTON, named("Change the tests")).click();
            page.getByRole(AriaRole.BUTTON, named("Add unit tests")).click();
            page.getByRole(AriaRole.BUTTON, named("Save the tests")).click();
            assertThat(page.getByLabel("Tests in " + tests)).containsText("small");
            Chromium.checkEverywhere(page, "unit-tests-" + language);
        }
        JsonObject wrong =
                requests.graded(
                        "student1",
                        requests.handIn("student1", assignment, file, program.formatted("-")));
        assertEquals(5, wrong.getInt("score"), wrong::toString);
        assertTrue(wrong.toString().contains("3"), wrong::toString);
        JsonObject right =
                requests.graded(
                        "student1",
                        requests.handIn("student1", assignment, file, program.formatted("+")));
        assertEquals(10, right.getInt("score"), right::toString);
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }
}
