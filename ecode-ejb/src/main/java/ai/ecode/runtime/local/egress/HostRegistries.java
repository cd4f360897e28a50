package ai.ecode.runtime.local.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// Asks Maven, npm and pip of this host which registries they use, by configuration or of their own accord. So an air-gapped
/// host needs no setting, and no registry's name stands in the code.
final class HostRegistries {

    private static final System.Logger LOG = System.getLogger(HostRegistries.class.getName());

    private static final int SECONDS_TO_ANSWER = 20;
    private static final int LONGEST_ANSWER = 64 << 10;

    /// Certificates that a sandbox sees at the same place.
    private static final List<String> SEEN_INSIDE = List.of("/etc/ssl/certs/", "/etc/pki/");

    private static final Pattern PIP_SETTING =
            Pattern.compile("(?:global|install|user|site|:env:)\\.([a-z-]+)='(.*)'");

    /// pip's own choice when nothing is configured.
    private static final String PIP_DEFAULT =
            "from pip._internal.models.index import PyPI; print(PyPI.simple_url); print('https://' +"
                    + " PyPI.file_storage_domain)";

    private final Path home;
    private final Set<URI> addresses = new LinkedHashSet<>();
    private final Map<URI, String> mirrors = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();

    private HostRegistries(Path home) {
        this.home = home;
    }

    /// Takes some seconds: processes are started. What cannot be found out is left out.
    static Registries read() {
        return read(Path.of(System.getProperty("user.home")));
    }

    static Registries read(Path home) {
        var host = new HostRegistries(home);
        host.askMaven();
        host.askNpm();
        host.askPip();
        return new Registries(host.addresses, host.mirrors, host.variables);
    }

    private void askMaven() {
        Optional<Path> maven = onPath("mvn").map(HostRegistries::homeOfProgram);
        readMavenSettings(home.resolve(".m2/settings.xml"));
        maven.ifPresent(found -> readMavenSettings(found.resolve("conf/settings.xml")));
        maven.ifPresent(this::readMavenDefaults);
    }

    private void readMavenSettings(Path file) {
        if (Files.isReadable(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                readMavenModel(in);
            } catch (IOException | SAXException | ParserConfigurationException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Maven''s settings in {0} cannot be read",
                        file);
            }
        }
    }

    /// The model that every project inherits names the central repository.
    private void readMavenDefaults(Path maven) {
        try (var jars =
                Files.newDirectoryStream(maven.resolve("lib"), "maven-model-builder*.jar")) {
            for (Path jar : jars) {
                try (var zip = new ZipFile(jar.toFile())) {
                    var model = zip.getEntry("org/apache/maven/model/pom-4.0.0.xml");
                    if (model != null) {
                        readMavenModel(zip.getInputStream(model));
                    }
                }
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            LOG.log(System.Logger.Level.WARNING, "Maven''s own settings cannot be read", e);
        }
    }

    private void readMavenModel(InputStream xml)
            throws IOException, SAXException, ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(xml);
        for (String name : List.of("mirror", "repository", "pluginRepository")) {
            var elements = document.getElementsByTagName(name);
            for (int i = 0; i < elements.getLength(); i++) {
                Element element = (Element) elements.item(i);
                if (text(element, "blocked").equals("true")) {
                    continue; // a mirror that leads nowhere: how Maven refuses repositories without
                    // TLS
                }
                Optional<URI> address = add(text(element, "url"));
                if (name.equals("mirror") && address.isPresent()) {
                    mirrors.putIfAbsent(address.get(), text(element, "mirrorOf"));
                }
            }
        }
    }

    private static String text(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent().strip();
            }
        }
        return "";
    }

    private void askNpm() {
        if (onPath("npm").isEmpty()) {
            return;
        }
        add(said("npm", "config", "get", "registry"))
                .ifPresent(address -> variables.put("npm_config_registry", address.toString()));
        certificates(said("npm", "config", "get", "cafile"))
                .ifPresent(file -> variables.put("npm_config_cafile", file));
    }

    private void askPip() {
        if (onPath("python3").isEmpty()) {
            return;
        }
        var configured = new LinkedHashMap<String, String>();
        said("python3", "-m", "pip", "config", "list")
                .lines()
                .forEach(line -> {
                    Matcher setting = PIP_SETTING.matcher(line);
                    if (setting.matches()) {
                        configured.put(setting.group(1), setting.group(2));
                    }
                });
        String index = configured.getOrDefault("index-url", "");
        if (index.isEmpty()) {
            said("python3", "-c", PIP_DEFAULT).lines().forEach(this::add);
        } else {
            add(index).ifPresent(address -> variables.put("PIP_INDEX_URL", address.toString()));
        }
        var further = new ArrayList<String>();
        for (String extra :
                configured.getOrDefault("extra-index-url", "").split("\\s+|\\\\n", -1)) {
            add(extra).ifPresent(address -> further.add(address.toString()));
        }
        if (!further.isEmpty()) {
            variables.put("PIP_EXTRA_INDEX_URL", String.join(" ", further));
        }
        certificates(configured.getOrDefault("cert", ""))
                .ifPresent(file -> variables.put("PIP_CERT", file));
    }

    private static Optional<String> certificates(String file) {
        return SEEN_INSIDE.stream().anyMatch(file::startsWith) && !file.contains("..")
                ? Optional.of(file)
                : Optional.empty();
    }

    /// Takes an http or https address, without the user, the password and the query that it may have.
    private Optional<URI> add(String text) {
        Optional<URI> address = withoutSecrets(text);
        address.ifPresent(addresses::add);
        return address;
    }

    static Optional<URI> withoutSecrets(String text) {
        try {
            var given = new URI(text.strip());
            if (Destination.of(given).isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new URI(
                            given.getScheme().toLowerCase(Locale.ROOT),
                            null,
                            given.getHost(),
                            given.getPort(),
                            given.getPath(),
                            null,
                            null));
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    private static Path homeOfProgram(Path program) {
        Path bin = program.getParent();
        Path home = bin == null ? null : bin.getParent();
        return home == null ? program : home;
    }

    private static Optional<Path> onPath(String program) {
        for (String folder : Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1)) {
            Path found = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(found)) {
                try {
                    return Optional.of(found.toRealPath());
                } catch (IOException gone) {
                    // looked for further on
                }
            }
        }
        return Optional.empty();
    }

    /// What a program prints; empty when it fails.
    private String said(String... command) {
        @Nullable Process process = null;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(home.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            Process asked = process;
            var patience =
                    Thread.startVirtualThread(() -> {
                        try {
                            if (!asked.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
                                asked.destroyForcibly();
                            }
                        } catch (InterruptedException answered) {
                            Thread.currentThread().interrupt();
                        }
                    });
            byte[] answer = process.getInputStream().readNBytes(LONGEST_ANSWER);
            boolean fine = process.waitFor() == 0;
            patience.interrupt();
            return fine ? new String(answer, StandardCharsets.UTF_8).strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
