package ai.ecode.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// How many test cases passed, failed and were skipped, by the JUnit XML reports of all modules.
record Tally(int passed, int failed, int skipped) {
    private static final Tally NONE = new Tally(0, 0, 0);
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    /// Reads `*/target/*-reports/TEST-*.xml`.
    static Tally of(Path checkout) {
        try (Stream<Path> files =
                Files.find(checkout, 4, (file, _) -> isReport(checkout.relativize(file)))) {
            return files.map(Tally::read).reduce(NONE, Tally::plus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isGreen() {
        return failed == 0 && passed > 0;
    }

    /// A build that broke without a failed test counts as one failure: nobody may read this line as success.
    Tally orBroken(boolean buildFailed) {
        return (isGreen() && !buildFailed) || failed > 0 ? this : new Tally(passed, 1, skipped);
    }

    @Override
    public String toString() {
        return "%d passed, %d failed, %d skipped".formatted(passed, failed, skipped);
    }

    private Tally plus(Tally other) {
        return new Tally(passed + other.passed, failed + other.failed, skipped + other.skipped);
    }

    private static boolean isReport(Path path) {
        return path.getNameCount() == 4
                && path.getName(1).toString().equals("target")
                && List.of("surefire-reports", "failsafe-reports")
                        .contains(path.getName(2).toString())
                && path.getFileName().toString().matches("TEST-.*\\.xml");
    }

    private static Tally read(Path report) {
        try (var bytes = Files.newInputStream(report)) {
            var reader = XML.createXMLStreamReader(bytes);
            int cases = 0;
            int failed = 0;
            int skipped = 0;
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (reader.getLocalName()) {
                        case "testcase" -> cases++;
                        case "failure", "error" -> failed++;
                        case "skipped" -> skipped++;
                        default -> {}
                    }
                }
            }
            return new Tally(cases - failed - skipped, failed, skipped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException unreadable) {
            return new Tally(0, 1, 0);
        }
    }
}
