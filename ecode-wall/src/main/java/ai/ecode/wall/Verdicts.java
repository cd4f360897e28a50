package ai.ecode.wall;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// What comes of tests. One in which the submission ended, or lost it in another way, does not pass, whatever the test says;
/// neither does one of which a part does not.
final class Verdicts implements TestExecutionListener {

    private static final int LONGEST = 4_000;

    private final StandIns wall;
    private final Map<String, String> cases;

    /// Why it does not pass, by the id of a test or of what is around it.
    private final Map<String, String> failures = new LinkedHashMap<>();

    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final Map<String, Integer> passed = new LinkedHashMap<>();

    Verdicts(StandIns wall, Map<String, String> cases) {
        this.wall = wall;
        this.cases = cases;
    }

    @Override
    public void executionStarted(TestIdentifier one) {
        String name = cases.get(one.getUniqueId());
        if (name != null) {
            wall.begin(name);
        } else if (caseOf(one) == null) {
            wall.begin("");
        }
    }

    /// The test that this is, or is a part of; null for what is around tests.
    private String caseOf(TestIdentifier one) {
        return cases.keySet().stream()
                .filter(id -> isIn(one.getUniqueId(), id))
                .findFirst()
                .orElse(null);
    }

    private static boolean isIn(String id, String whole) {
        return id.equals(whole) || id.startsWith(whole + "/");
    }

    @Override
    public void executionSkipped(TestIdentifier one, String reason) {
        skipped.putIfAbsent(one.getUniqueId(), reason);
    }

    @Override
    public void executionFinished(TestIdentifier one, TestExecutionResult result) {
        String id = one.getUniqueId();
        String lost = wall.lost();
        if (lost != null) {
            failures.putIfAbsent(id, lost);
        } else if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            failures.putIfAbsent(
                    id, result.getThrowable().map(Verdicts::told).orElse("It was given up."));
        } else if (one.isTest()) {
            passed.merge(String.valueOf(caseOf(one)), 1, Integer::sum);
        }
        if (cases.containsKey(id)) {
            wall.begin(""); // what follows is no part of this test
        }
    }

    private static String told(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String where =
                trace.length > 0 && Thrown.SUBMISSION.equals(trace[0].getClassLoaderName())
                        ? " (%s, line %d)"
                                .formatted(trace[0].getFileName(), trace[0].getLineNumber())
                        : "";
        String message = String.valueOf(thrown.getMessage());
        String type = thrown.getClass().getSimpleName();
        return (thrown instanceof AssertionError || thrown instanceof Gone
                        ? message
                        : thrown.getMessage() == null ? type : type + ": " + message)
                + where;
    }

    byte[] report() throws XMLStreamException {
        var text = new StringWriter();
        XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        xml.writeStartDocument();
        xml.writeStartElement("testsuite");
        for (Map.Entry<String, String> one : cases.entrySet()) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", "");
            xml.writeAttribute("name", one.getValue());
            write(xml, one.getKey());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(XMLStreamWriter xml, String id) throws XMLStreamException {
        String failure = of(failures, id);
        String reason = of(skipped, id);
        if (failure != null) {
            element(xml, "failure", failure);
        } else if (reason != null) {
            element(xml, "skipped", reason);
        } else if (!passed.containsKey(id)) {
            element(xml, "failure", "Nothing of it was run.");
        }
    }

    /// What is said of it, of a part of it, or of what is around it.
    private static String of(Map<String, String> said, String id) {
        return said.entrySet().stream()
                .filter(one -> isIn(one.getKey(), id) || isIn(id, one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static void element(XMLStreamWriter xml, String name, String message)
            throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("message", legal(message));
        xml.writeEndElement();
    }

    private static String legal(String message) {
        var legal = new StringBuilder();
        message.codePoints()
                .limit(LONGEST)
                .map(one -> isLegal(one) ? one : 0xfffd)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }

    /// In XML 1.0.
    private static boolean isLegal(int one) {
        return one == '\n'
                || one == '\t'
                || (one >= 0x20 && one < 0xd800)
                || (one >= 0xe000 && one < 0xfffe)
                || one >= 0x10000;
    }
}
