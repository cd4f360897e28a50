package ai.ecode.runtime.local;

import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.Stdio;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a program in a sandbox finds in its environment, and the request by which it is started: a shell script that only
/// quotes what the caller said.
final class SandboxEnvironment {

    static final String HOME = "/home/coder";
    static final String USER = "coder";

    /// Of one argument or variable the kernel takes 128 KiB.
    private static final int LONGEST = 128 << 10;

    private static final int LARGEST = 1 << 20;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,255}");

    private SandboxEnvironment() {}

    static Map<String, String> bare(HostSystem system, String home) {
        var variables = new TreeMap<String, String>();
        variables.put("HOME", home);
        variables.put("USER", USER);
        variables.put("LOGNAME", USER);
        variables.put("SHELL", "/bin/bash");
        variables.put("LANG", "C.UTF-8");
        variables.put("PATH", home + "/.local/bin:" + system.path());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("TMPDIR", "/tmp");
        return variables;
    }

    /// `/etc/passwd` of a sandbox that runs as this uid.
    static String passwd(int uid, String home) {
        return """
        root:x:0:0:root:/root:/usr/sbin/nologin
        %s:x:%d:%d::%s:/bin/bash
        nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
        """
                .formatted(USER, uid, uid, home);
    }

    static String group(int gid) {
        return "root:x:0:\n%s:x:%d:\nnogroup:x:65534:\n".formatted(USER, gid);
    }

    /// @param before shell commands that come first, such as limits
    static byte[] request(String before, ProcessSpec process) {
        var script = new StringBuilder(before).append('\n');
        limitFiles(script, process.limits().fileBytes());
        new TreeMap<>(process.environment()).forEach((name, value) -> export(script, name, value));
        if (process.stdio() instanceof Stdio.Pty(int cols, int rows)) {
            script.append("stty sane rows %d cols %d\n".formatted(rows, cols));
            if (!process.environment().containsKey("TERM")) {
                export(script, "TERM", "xterm-256color");
            }
            if (!process.environment().containsKey("COLORTERM")) {
                export(script, "COLORTERM", "truecolor");
            }
        }
        List<String> folder = SafeTree.names(process.workingFolder());
        if (!folder.isEmpty()) {
            String path = Sandbox.HOME_FOLDER + "/" + process.workingFolder();
            script.append("cd ").append(SandboxCommand.quote(path)).append(" 2>/dev/null\n");
        }
        script.append("set --");
        for (String argument : process.argv()) {
            script.append(' ').append(SandboxCommand.quote(checked(argument)));
        }
        byte[] request = script.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        if (request.length > LARGEST) {
            throw tooLarge();
        }
        return request;
    }

    /// Never above that of the sandbox.
    private static void limitFiles(StringBuilder script, long bytes) {
        if (bytes > 0) {
            String limit = "ulimit -f " + Math.ceilDiv(bytes, SandboxCommand.BLOCK);
            script.append("(%1$s) 2>/dev/null && %1$s\n".formatted(limit));
        }
    }

    private static void export(StringBuilder script, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new ECodeException(
                    ErrorCode.MALFORMED_REQUEST,
                    "An environment variable is named with letters, digits and _: " + name);
        }
        script.append("export ")
                .append(name)
                .append('=')
                .append(SandboxCommand.quote(checked(value)))
                .append('\n');
    }

    private static String checked(String value) {
        if (value.indexOf(0) >= 0) {
            throw new ECodeException(
                    ErrorCode.MALFORMED_REQUEST,
                    "Arguments and environment variables cannot hold a NUL character.");
        }
        if (value.length() >= LONGEST) {
            throw tooLarge();
        }
        return value;
    }

    private static ECodeException tooLarge() {
        return new ECodeException(
                ErrorCode.TOO_LARGE,
                "Arguments and environment are too large: at most 128 KiB each and 1 MiB together."
                        + " Pass data as a file or on standard input.");
    }
}
