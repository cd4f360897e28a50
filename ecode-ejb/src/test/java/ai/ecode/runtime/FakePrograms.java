package ai.ecode.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The few programs that a fake sandbox has; each does what its namesake of POSIX does with these arguments.
final class FakePrograms {

    /// Called in a thread of its own, which is interrupted when the process is to end.
    interface Program {
        int run(Call call) throws IOException, InterruptedException;
    }

    /// How a program is called.
    record Call(
            List<String> arguments,
            Map<String, String> environment,
            String folder,
            InputStream in,
            OutputStream out,
            FakeTree tree) {

        void say(String text) throws IOException {
            out.write(text.getBytes(UTF_8));
        }

        /// The path in the tree of one that is relative to the folder, or to the tree when there is no such folder.
        String path(String relative) {
            return tree.hasFolder(folder) ? FakeTree.join(folder, relative) : relative;
        }
    }

    static final Map<String, Program> ALL =
            Map.of(
                    "true", _ -> 0,
                    "false", _ -> 1,
                    "echo", FakePrograms::echo,
                    "cat", FakePrograms::cat,
                    "tee", FakePrograms::tee,
                    "printenv", FakePrograms::printenv,
                    "sleep", FakePrograms::sleep,
                    "yes", FakePrograms::yes);

    private FakePrograms() {}

    private static int echo(Call call) throws IOException {
        call.say(String.join(" ", call.arguments()) + "\n");
        return 0;
    }

    private static int cat(Call call) throws IOException {
        if (call.arguments().isEmpty()) {
            call.in().transferTo(call.out());
        }
        for (String path : call.arguments()) {
            var content = call.tree().read(call.path(path));
            if (content.isEmpty()) {
                return 1;
            }
            call.out().write(content.get());
        }
        return 0;
    }

    private static int tee(Call call) throws IOException {
        byte[] content = call.in().readAllBytes();
        call.arguments().forEach(path -> call.tree().write(call.path(path), content));
        call.out().write(content);
        return 0;
    }

    private static int printenv(Call call) throws IOException {
        String value = call.environment().get(call.arguments().getFirst());
        if (value == null) {
            return 1;
        }
        call.say(value + "\n");
        return 0;
    }

    private static int sleep(Call call) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(Long.parseLong(call.arguments().getFirst())));
        return 0;
    }

    private static int yes(Call call) throws IOException {
        while (true) {
            call.say("y\n");
        }
    }
}
