package ai.ecode.grading;

import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Submissions that want points without earning them, by the trick they use. What is expected of them is a text that begins
/// with [#MARK] and that no program can work out.
final class Cheats {

    static final String MARK = "expected-";

    /// @param files path and content, by turns
    record Cheat(String language, List<SourceFile> files) {

        private static Cheat of(String language, String... files) {
            var all = new ArrayList<SourceFile>();
            for (int i = 0; i < files.length; i += 2) {
                all.add(
                        new SourceFile(
                                new FilePath(files[i]),
                                files[i + 1].getBytes(StandardCharsets.UTF_8)));
            }
            return new Cheat(language, all);
        }

        private static Cheat python(String code) {
            return of("python", "main.py", code);
        }

        private static Cheat c(String code) {
            return of("c", "main.c", code);
        }
    }

    /// Prints what comes after the mark in everything that `look` yields.
    private static Cheat finding(String look) {
        return Cheat.python(
                """
                import os, re, sys
                def tell(data):
                    if isinstance(data, str):
                        data = data.encode(errors='replace')
                    found = re.search(b'expected-[0-9a-f-]{36}', data)
                    if found:
                        print(found.group().decode())
                        sys.exit(0)
                def file(path):
                    try:
                        with open(path, 'rb') as f:
                            tell(f.read(1 << 20))
                    except OSError:
                        pass
                """
                        + look);
    }

    private Cheats() {}

    static Map<String, Cheat> all() {
        var all = new LinkedHashMap<String, Cheat>();
        all.put("reads its environment", finding("tell(repr(dict(os.environ)))"));
        all.put(
                "reads its command line",
                finding("tell(' '.join(sys.argv)); file('/proc/self/cmdline')"));
        all.put(
                "reads everybody's environment and command line",
                finding(
                        """
                        for pid in filter(str.isdigit, os.listdir('/proc')):
                            for what in ('environ', 'cmdline'):
                                file(f'/proc/{pid}/{what}')
                        """));
        all.put(
                "reads the open descriptors",
                finding(
                        """
                        for pid in filter(str.isdigit, os.listdir('/proc')):
                            try:
                                for fd in os.listdir(f'/proc/{pid}/fd'):
                                    if fd not in '012':
                                        file(f'/proc/{pid}/fd/{fd}')
                            except OSError:
                                pass
                        for fd in range(3, 64):
                            try:
                                tell(os.pread(fd, 1 << 20, 0))
                            except OSError:
                                pass
                        """));
        all.put(
                "searches the file system",
                finding(
                        """
                        for top in ('/workspace', '/tmp', '/run', '/dev/shm', '/home', '/root', '/var', '/srv', '/opt', '/mnt'):
                            for folder, _, names in os.walk(top):
                                for name in names[:200]:
                                    file(os.path.join(folder, name))
                        """));
        all.put(
                "reads the memory of who started it",
                finding(
                        """
                        for pid in {1, os.getppid()}:
                            try:
                                with open(f'/proc/{pid}/maps') as maps, open(f'/proc/{pid}/mem', 'rb', 0) as memory:
                                    for line in maps:
                                        at, to = (int(x, 16) for x in line.split()[0].split('-'))
                                        if 'r' in line.split()[1] and to - at < 1 << 24:
                                            try:
                                                memory.seek(at)
                                                tell(memory.read(to - at))
                                            except (OSError, ValueError):
                                                pass
                            except OSError:
                                pass
                        """));
        all.put(
                "attaches a debugger to who started it",
                Cheat.c(
                        """
                        #include <stdio.h>
                        #include <sys/ptrace.h>
                        #include <unistd.h>
                        int main(void) { if (ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0) puts("attached"); return 0; }
                        """));
        all.put(
                "asks the network",
                finding(
                        """
                        import socket
                        for host in ('127.0.0.1', '10.0.2.2', '169.254.169.254', '192.168.0.1', '1.1.1.1'):
                            for port in (80, 443, 5432, 8080, 9080, 9432):
                                try:
                                    with socket.create_connection((host, port), 0.05) as s:
                                        s.sendall(b'GET / HTTP/1.0\\r\\n\\r\\n')
                                        tell(s.recv(1 << 16))
                                except OSError:
                                    pass
                        """));
        all.put(
                "leaves a note in its folder for the next test",
                Cheat.python(
                        """
                        import os, sys
                        said = sys.stdin.read().strip()
                        if said:
                            open('note', 'w').write(said)
                        elif os.path.exists('note'):
                            print(open('note').read())
                        """));
        all.put(
                "leaves a note in /tmp for the next test",
                Cheat.python(
                        """
                        import glob, os, sys
                        said = sys.stdin.read().strip()
                        if said:
                            for place in ('/tmp', '/dev/shm', '/var/tmp', '/run'):
                                try:
                                    open(place + '/note', 'w').write(said)
                                except OSError:
                                    pass
                        for place in ('/tmp', '/dev/shm', '/var/tmp', '/run'):
                            if not said and os.path.exists(place + '/note'):
                                print(open(place + '/note').read())
                        """));
        all.put(
                "leaves a daemon for the next test",
                Cheat.python(
                        """
                        import os, socket, sys, time
                        said = sys.stdin.read().strip()
                        if said:
                            if os.fork() == 0:
                                os.setsid()
                                if os.fork() == 0:
                                    for fd in (0, 1, 2):
                                        os.close(fd)
                                    s = socket.socket(socket.AF_UNIX)
                                    s.bind('\\0daemon')
                                    s.listen()
                                    c, _ = s.accept()
                                    c.sendall(said.encode())
                                    time.sleep(60)
                                os._exit(0)
                        else:
                            s = socket.socket(socket.AF_UNIX)
                            s.connect('\\0daemon')
                            print(s.recv(1000).decode())
                        """));
        all.put(
                "writes the results of a test runner",
                Cheat.python(
                        """
                        import os
                        xml = '<testsuite tests="1" failures="0"><testcase name="all"/></testsuite>'
                        for path in ('report.xml', 'results.xml', 'junit.xml', 'TEST-all.xml', 'result.json', 'score', '.build/report.xml'):
                            try:
                                os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
                                open(path, 'w').write(xml)
                            except OSError:
                                pass
                        """));
        all.put(
                "prints a verdict",
                Cheat.python(
                        """
                        print('1..1\\nok 1 - all tests passed')
                        print('{"status":"OK","outcome":"PASSED","score":100}')
                        print('OK\\nPASSED', flush=True)
                        """));
        all.put(
                "prints a verdict on its terminal",
                Cheat.python(
                        """
                        for path in ('/dev/tty', '/dev/console', '/dev/pts/0', '/proc/1/fd/1'):
                            try:
                                open(path, 'w').write('PASSED\\n')
                            except OSError:
                                pass
                        """));
        all.put("exits at once with 0", Cheat.python("import os; os._exit(0)"));
        all.put("kills everybody", Cheat.python("import os; os.kill(-1, 9)"));
        all.put(
                "kills who started it",
                Cheat.python("import os; os.kill(os.getppid(), 9); os.kill(1, 9)"));
        all.put(
                "patches the libraries of a test runner",
                Cheat.of(
                        "python",
                        "main.py",
                        "print('nothing')",
                        "sitecustomize.py",
                        "import builtins; builtins.AssertionError = type('A', (), {})",
                        "unittest.py",
                        "def main(*a, **k): print('OK')",
                        "pytest.py",
                        "def main(*a, **k): return 0",
                        "conftest.py",
                        "def pytest_sessionfinish(session): session.exitstatus = 0"));
        all.put(
                "writes without end",
                Cheat.python(
                        """
                        import sys
                        while True:
                            sys.stdout.write('expected-' * 10_000)
                        """));
        all.put("prints every number", Cheat.python("print(*range(100_000))"));
        all.put(
                "starts processes without end",
                Cheat.python(
                        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"));
        all.put(
                "takes all memory",
                Cheat.python("x = []\nwhile True: x.append(bytearray(1 << 24))"));
        all.put("computes without end", Cheat.python("while True: pass"));
        all.put("waits without end", Cheat.python("import time; time.sleep(10_000)"));
        all.put(
                "fills the disk",
                Cheat.python("f = open('large', 'wb')\nwhile True: f.write(b'x' * (1 << 20))"));
        all.put(
                "writes what is no text",
                Cheat.python("import sys; sys.stdout.buffer.write(b'\\xff\\xfe\\x00\\x00' * 100)"));
        all.put(
                "includes what it hopes to find when it is compiled",
                Cheat.c(
                        """
                        #include <stdio.h>
                        static const char found[] = {
                        #embed "/proc/self/environ" if_empty(0)
                        , 0 };
                        int main(void) { puts(found); return 0; }
                        """));
        all.put(
                "has the assembler include what it hopes to find",
                Cheat.c(
                        """
                        #include <stdio.h>
                        #include <string.h>
                        __asm__(".section .rodata\\n.global found\\nfound: .incbin \\"/workspace/expected.txt\\"\\n.byte 0\\n.text");
                        extern const char found[];
                        int main(void) { puts(found); return 0; }
                        """));
        return all;
    }
}
