package ai.ecode.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What the JUnit XML reports of all modules tell: `*/target/*-reports/TEST-*.xml`.
final class TestReports {

    /// What became of a test.
    enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    /// @param suite simple name of the class
    record Case(String suite, String name, Result result) {}

    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    private TestReports() {}

    /// A report that cannot be read counts as one failure.
    static List<Case> in(Path checkout) {
        try (Stream<Path> files =
                Files.find(checkout, 4, (file, _) -> isReport(checkout.relativize(file)))) {
            return files.sorted().flatMap(TestReports::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReport(Path path) {
        return path.getNameCount() == 4
                && path.getName(1).toString().equals("target")
                && List.of("surefire-reports", "failsafe-reports")
                        .contains(path.getName(2).toString())
                && path.getFileName().toString().matches("TEST-.*\\.xml");
    }

    private static Stream<Case> read(Path report) {
        var cases = new ArrayList<Case>();
        try (var bytes = Files.newInputStream(report)) {
            var reader = XML.createXMLStreamReader(bytes);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (reader.getLocalName()) {
                        case "testcase" -> cases.add(begun(reader));
                        case "failure", "error" -> end(cases, Result.FAILED);
                        case "skipped" -> end(cases, Result.SKIPPED);
                        default -> {}
                    }
                }
            }
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException unreadable) {
            return Stream.of(new Case(report.getFileName().toString(), "report", Result.FAILED));
        }
    }

    private static Case begun(XMLStreamReader reader) {
        String suite = String.valueOf(reader.getAttributeValue(null, "classname"));
        return new Case(
                suite.substring(suite.lastIndexOf('.') + 1),
                String.valueOf(reader.getAttributeValue(null, "name")),
                Result.PASSED);
    }

    private static void end(List<Case> cases, Result result) {
        Case last = cases.removeLast();
        cases.add(new Case(last.suite(), last.name(), result));
    }
}
