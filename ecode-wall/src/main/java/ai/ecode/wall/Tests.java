package ai.ecode.wall;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the teacher's tests of one file, in a sandbox of its own, or tells which there are.
public final class Tests {

    private static final Path FOLDER = Path.of("").toAbsolutePath();

    private final Wire wire;

    private Tests(Wire wire) {
        this.wire = wire;
    }

    /// @param args the file, `run` or `check`, names of the tests that are run
    public static void main(String... args) throws Exception {
        var tests = new Tests(Wire.open());
        boolean runs = args[1].equals("run");
        Set<String> only = new HashSet<>(Arrays.asList(args).subList(2, args.length));
        try {
            Suite suite = Suite.of(FOLDER);
            Thread.currentThread().setContextClassLoader(suite.loader);
            tests.report(runs ? tests.run(suite, args[0], only) : look(suite, args[0]));
        } catch (Suite.Refused no) {
            tests.report(
                    "{\"file\":%s,\"line\":%d,\"error\":%s}"
                            .formatted(quoted(no.file), no.line, quoted(no.getMessage())));
        }
    }

    private void report(String what) throws Exception {
        wire.send(Wire.REPORT, what.getBytes(StandardCharsets.UTF_8));
        Runtime.getRuntime().halt(0);
    }

    private static Launcher launcher() {
        return LauncherFactory.create(
                LauncherConfig.builder()
                        .enableTestEngineAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableLauncherDiscoveryListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestEngines(new JupiterTestEngine())
                        .build());
    }

    private static LauncherDiscoveryRequest request(List<? extends DiscoverySelector> of) {
        return LauncherDiscoveryRequestBuilder.request().selectors(of).build();
    }

    private static List<? extends DiscoverySelector> classes(Suite suite, String file)
            throws ClassNotFoundException {
        return suite.classes(file).stream().map(DiscoverySelectors::selectClass).toList();
    }

    private static String look(Suite suite, String file) throws ClassNotFoundException {
        TestPlan plan = launcher().discover(request(classes(suite, file)));
        Collection<String> names = Cases.of(plan, file).values();
        return "{\"cases\":[%s]}"
                .formatted(String.join(",", names.stream().map(Tests::quoted).toList()));
    }

    private String run(Suite suite, String file, Set<String> only) throws Exception {
        Launcher launcher = launcher();
        LauncherDiscoveryRequest request = request(classes(suite, file));
        Map<String, String> cases = Cases.of(launcher.discover(request), file);
        if (!only.isEmpty()) {
            cases.values().retainAll(only);
            request =
                    request(
                            cases.keySet().stream()
                                    .map(DiscoverySelectors::selectUniqueId)
                                    .toList());
        }
        var wall = new StandIns(wire, suite.loader, suite.shapes);
        Asked.of(wall);
        var verdicts = new Verdicts(wall, cases);
        launcher.execute(request, verdicts);
        return new String(verdicts.report(), StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one < 0x20 || one == '"' || one == '\\' || one > 0x7e) {
                quoted.append("\\u%04x".formatted((int) one));
            } else {
                quoted.append(one);
            }
        }
        return quoted.append('"').toString();
    }
}
