package ai.ecode.grading.wall;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What came of tests, as their runner wrote it down in JUnit's XML. It is read without a DTD and without entities of its own.
public final class JUnitReport {

    /// @param message of the failure; empty for a test that passed
    public record Verdict(boolean passed, String message) {}

    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

    private JUnitReport() {}

    /// @param file whose tests these are
    /// @throws XMLStreamException for what is no such report
    public static JUnitReport read(byte[] xml, String file) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader =
                factory.createXMLStreamReader(new ByteArrayInputStream(xml), "UTF-8");
        try {
            return new JUnitReport().filledFrom(reader, module(file));
        } finally {
            reader.close();
        }
    }

    /// What came of a test by its name, with its class before it.
    public Optional<Verdict> of(String test) {
        return Optional.ofNullable(verdicts.get(test));
    }

    /// What was said of the file as a whole, which could not be loaded for instance.
    public Optional<String> problem() {
        return verdicts.entrySet().stream()
                .filter(one -> !one.getValue().passed())
                .map(one -> one.getValue().message())
                .findFirst();
    }

    private static String module(String file) {
        return file.replaceFirst("\\.py$", "").replace('/', '.');
    }

    private JUnitReport filledFrom(XMLStreamReader reader, String module)
            throws XMLStreamException {
        String name = "";
        boolean passed = true;
        String message = "";
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (reader.getLocalName()) {
                    case "testcase" -> {
                        name = name(reader, module);
                        passed = true;
                        message = "";
                    }
                    case "failure", "error", "skipped" -> {
                        boolean skipped = reader.getLocalName().equals("skipped");
                        String said = attribute(reader, "message");
                        String text = text(reader);
                        passed = false;
                        message =
                                skipped
                                        ? "Skipped: " + said
                                        : said.equals("collection failure") ? text : said;
                    }
                    default -> {}
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals("testcase")) {
                verdicts.merge(name, new Verdict(passed, message), (a, b) -> a.passed() ? b : a);
            }
        }
        return this;
    }

    /// All of it, with that of the elements in it.
    private static String text(XMLStreamReader reader) throws XMLStreamException {
        var text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(reader.getText());
                default -> {}
            }
        }
        return text.toString();
    }

    /// `Class::test` of `folder.file.Class` and `test`.
    private static String name(XMLStreamReader reader, String module) {
        String type = attribute(reader, "classname");
        String inside = type.startsWith(module) ? type.substring(module.length()) : type;
        String prefix = inside.replaceFirst("^\\.", "").replace(".", "::");
        String name = attribute(reader, "name");
        return prefix.isEmpty() ? name : prefix + "::" + name;
    }

    private static String attribute(XMLStreamReader reader, String name) {
        return Optional.ofNullable(reader.getAttributeValue(null, name)).orElse("");
    }
}
