package ai.ecode.platform;

import ai.ecode.platform.PlatformException.Reason;
import ai.ecode.platform.TestReports.Case;
import java.nio.file.Path;
import java.util.List;

/// What `./ecode` runs, in the checkout: `run`, `token USER`, and after tests `tally` or `attacks` with the build's exit status.
public final class Main {
    private static final List<String> DEMO_USERS =
            List.of(
                    "developer",
                    "developer2",
                    "teacher",
                    "student1",
                    "student2",
                    "student3",
                    "admin",
                    "auditor",
                    "outsider");

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(statusOf(arguments));
    }

    private static int statusOf(String[] arguments) {
        try {
            var settings =
                    Settings.of(Path.of(System.getProperty("ecode.checkout", "")), System.getenv());
            switch (List.of(arguments)) {
                case List<String> line when line.equals(List.of("run")) -> run(settings);
                case List<String> line when line.size() == 2 && line.getFirst().equals("token") ->
                        System.out.println(Tokens.of(settings, line.getLast()));
                case List<String> line when line.size() == 2 && line.getFirst().equals("tally") -> {
                    return tell(TestReports.in(settings.checkout()), line.getLast());
                }
                case List<String> line
                        when line.size() == 2 && line.getFirst().equals("attacks") -> {
                    var attacks = TestReports.in(settings.checkout());
                    attacks.forEach(Main::tellAttack);
                    return tell(attacks, line.getLast());
                }
                default ->
                        throw new PlatformException(
                                Reason.BAD_SETTING,
                                "usage: ecode run | test | escape-test | durability-test [KILLS] | convergence-test [ROUNDS] | replay-test [REPLAYS] | regrade-receipt [--key FILE] BUNDLE | token USER");
            }
            return 0;
        } catch (PlatformException e) {
            System.err.println(e.getMessage());
            return e.reason().exitStatus();
        }
    }

    private static int tell(List<Case> tests, String statusOfTheBuild) {
        var tally = Tally.of(tests);
        boolean built = statusOfTheBuild.equals("0");
        System.out.println(tally.orBroken(!built));
        return tally.isGreen() && built ? 0 : 1;
    }

    private static void tellAttack(Case attack) {
        String became =
                switch (attack.result()) {
                    case PASSED -> "held";
                    case FAILED -> "NOT HELD";
                    case SKIPPED -> "not tried";
                };
        System.out.printf("%-9s %s: %s%n", became, attack.suite(), attack.name());
    }

    /// Returns when a signal has stopped the platform.
    private static void run(Settings settings) {
        Progress progress = line -> System.out.println("  " + line);
        var platform = new Platform(settings, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform, progress), "stop"));
        try {
            platform.start();
            progress.say(platform.liberty().sandboxes());
            System.out.println("E-Code is ready at " + settings.url());
            System.out.println("Sign in as one of " + String.join(", ", DEMO_USERS));
            System.out.println("with the password " + platform.demoPassword());
            platform.watch();
        } catch (PlatformException e) {
            if (!platform.isClosing()) {
                throw e;
            }
        }
    }

    private static void stop(Platform platform, Progress progress) {
        progress.say("Stopping");
        platform.close();
    }
}
