package ai.ecode.runtime.local;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The host's end of the line to the shell that starts programs in a workspace. What is said is trusted there; what comes
/// back is anybody's inside to say, so it is read bounded and believed only about the workspace itself.
final class Supervisor {

    private static final int LONGEST_LINE = 120;
    private static final int MOST_NONSENSE = 10_000;

    /// What a workspace says.
    interface Ear {
        void exited(String id, int code);

        void refused(String id);

        /// The workspace says too much that means nothing.
        void raves();
    }

    private final OutputStream to;

    Supervisor(LocalStep step, Ear ear) {
        this.to = step.stdin();
        InputStream from = step.bubblewrap().getInputStream();
        // Reading a pipe holds a carrier thread for as long as it lasts, here the workspace's life;
        // of these there are few.
        Thread.ofPlatform().name("sandbox-supervisor").daemon().start(() -> listen(from, ear));
    }

    /// @param words of letters, digits and `-` only
    synchronized void say(String... words) {
        try {
            to.write((String.join(" ", words) + "\n").getBytes(StandardCharsets.US_ASCII));
            to.flush();
        } catch (IOException e) {
            throw new ECodeException(
                    ErrorCode.WORKSPACE_NOT_RUNNING, "The workspace is not running any more.", e);
        }
    }

    private static void listen(InputStream from, Ear ear) {
        int nonsense = 0;
        var line = new StringBuilder();
        try {
            for (int c = from.read(); c >= 0; c = from.read()) {
                if (c != '\n') {
                    if (line.length() <= LONGEST_LINE) {
                        line.append((char) c);
                    }
                    nonsense += line.length() > LONGEST_LINE ? 1 : 0;
                } else {
                    nonsense += heard(line.toString(), ear) ? 0 : 1;
                    line.setLength(0);
                }
                if (nonsense > MOST_NONSENSE) {
                    ear.raves();
                    return;
                }
            }
        } catch (IOException e) {
            // The workspace ended.
        }
    }

    private static boolean heard(String line, Ear ear) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && words[0].equals("exit") && words[2].matches("\\d{1,3}")) {
            ear.exited(words[1], Integer.parseInt(words[2]));
            return true;
        }
        if (words.length == 2 && words[0].equals("refused")) {
            ear.refused(words[1]);
            return true;
        }
        return false;
    }
}
