package ai.ecode.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {
    @TempDir Path checkout;

    @Test
    void surefireFailsafeAndVitestReportsAreCountedTogether() throws IOException {
        report(
                "ecode-ejb/target/surefire-reports/TEST-A.xml",
                """
                <testsuite tests="3" failures="1" skipped="1">
                  <testcase name="a"/>
                  <testcase name="b"><failure message="no"/></testcase>
                  <testcase name="c"><skipped/></testcase>
                </testsuite>
                """);
        report(
                "ecode-ear/target/failsafe-reports/TEST-B.xml",
                "<testsuite tests=\"1\" errors=\"1\"><testcase name=\"d\"><error/></testcase></testsuite>");
        report(
                "ecode-web/target/surefire-reports/TEST-frontend.xml",
                "<testsuites><testsuite><testcase name=\"e\"/><testcase name=\"f\"/></testsuite></testsuites>");
        assertEquals(
                "3 passed, 2 failed, 1 skipped", Tally.of(TestReports.in(checkout)).toString());
    }

    @Test
    void otherXmlIsNoReport() throws IOException {
        report(
                "ecode-ear/target/failsafe-reports/failsafe-summary.xml",
                "<failsafe-summary><testcase/></failsafe-summary>");
        report("ecode-ear/src/surefire-reports/TEST-A.xml", "<testsuite><testcase/></testsuite>");
        assertEquals(
                "0 passed, 0 failed, 0 skipped", Tally.of(TestReports.in(checkout)).toString());
    }

    @Test
    void anUnreadableReportIsAFailure() throws IOException {
        report("ecode-ejb/target/surefire-reports/TEST-A.xml", "<testsuite><testcase name=");
        assertEquals(1, Tally.of(TestReports.in(checkout)).failed());
    }

    @Test
    void aBuildThatBrokeWithoutAFailedTestIsNoSuccess() {
        assertEquals("5 passed, 1 failed, 0 skipped", new Tally(5, 0, 0).orBroken(true).toString());
        assertEquals("5 passed, 2 failed, 0 skipped", new Tally(5, 2, 0).orBroken(true).toString());
        assertEquals(
                "5 passed, 0 failed, 0 skipped", new Tally(5, 0, 0).orBroken(false).toString());
    }

    @Test
    void noTestAtAllIsNoSuccess() {
        assertFalse(new Tally(0, 0, 0).isGreen());
        assertEquals(
                "0 passed, 1 failed, 0 skipped", new Tally(0, 0, 0).orBroken(false).toString());
        assertTrue(new Tally(1, 0, 9).isGreen());
    }

    private void report(String path, String xml) throws IOException {
        var file = checkout.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, xml);
    }
}
