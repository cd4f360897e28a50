package ai.ecode.platform;

import ai.ecode.platform.PlatformException.Reason;
import java.nio.file.Path;
import java.util.List;

/// What `./ecode` runs, in the checkout: `run`, `token USER`, `tally STATUS-OF-THE-BUILD`.
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
                    var tally = Tally.of(settings.checkout());
                    System.out.println(tally.orBroken(!line.getLast().equals("0")));
                    return tally.isGreen() && line.getLast().equals("0") ? 0 : 1;
                }
                default ->
                        throw new PlatformException(
                                Reason.BAD_SETTING, "usage: ecode run | test | token USER");
            }
            return 0;
        } catch (PlatformException e) {
            System.err.println(e.getMessage());
            return e.reason().exitStatus();
        }
    }

    /// Returns when a signal has stopped the platform.
    private static void run(Settings settings) {
        Progress progress = line -> System.out.println("  " + line);
        var platform = new Platform(settings, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform, progress), "stop"));
        try {
            platform.start();
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
