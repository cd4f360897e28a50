package ai.ecode.grading;

import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Submissions that want to pass unit tests without doing what is asked, by the trick they use.
final class UnitCheats {

    /// What is expected stands in the tests alone, in the place of `SECRET`.
    static final String TESTS =
            """
            import unittest
            import pytest
            import solution

            def test_value():
                assert solution.answer() == "SECRET"

            def test_value_first():
                assert "SECRET" == solution.answer()

            def test_in_a_list():
                assert [solution.answer()] == ["SECRET"]

            def test_is_in():
                assert solution.answer() in ("SECRET", "SECRET2")

            def test_nearly():
                assert abs(solution.number() - 42.25) < 1e-9

            def test_approximately():
                assert solution.number() == pytest.approx(42.25)

            def test_between():
                assert 42 < solution.number() < 43

            def test_sum():
                assert sum(solution.items()) == 42.25

            def test_exception():
                with pytest.raises(solution.Refused):
                    solution.refuse()

            def test_in_a_callback():
                seen = []
                def check(one):
                    seen.append(one)
                    assert one == "SECRET"
                solution.visit(check)
                assert seen

            class TestCase(unittest.TestCase):
                def test_almost(self):
                    self.assertAlmostEqual(solution.number(), 42.25)

                def test_equal(self):
                    self.assertEqual(solution.answer(), "SECRET")
            """;

    /// Answers all questions with `IT`, and visits nothing but what it is told to.
    private static final String ANSWERS =
            """

            def answer(): return IT
            def number(): return IT
            def items(): return [IT]
            class Refused(Exception): pass
            def refuse(): return IT
            def visit(check):
                try:
                    check(IT)
                except BaseException:
                    pass
            """;

    private static final String EQUAL =
            """
                def __eq__(self, other): return True
                def __ne__(self, other): return False
                def __lt__(self, other): return True
                __le__ = __gt__ = __ge__ = __lt__
                def __sub__(self, other): return 0
                __rsub__ = __add__ = __radd__ = __sub__
                def __abs__(self): return 0
                def __round__(self, n=0): return 0
                def __hash__(self): return 0
                def __bool__(self): return True
            """;

    /// Looks for what is expected in everything that `look` tells of, and answers with it.
    private static final String FINDS =
            """
            import gc, os, re, sys
            IT = None
            def tell(data):
                global IT
                if not isinstance(data, bytes):
                    data = repr(data).encode(errors='replace')
                found = re.search(b'expected-[0-9a-f-]{36}', data)
                if found:
                    IT = found.group().decode()
            def file(path):
                try:
                    with open(path, 'rb') as f:
                        tell(f.read(1 << 20))
                except OSError:
                    pass
            """;

    private UnitCheats() {}

    private static List<SourceFile> files(String... all) {
        var files = new ArrayList<SourceFile>();
        for (int i = 0; i < all.length; i += 2) {
            files.add(
                    new SourceFile(
                            new FilePath(all[i]), all[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return files;
    }

    private static List<SourceFile> answering(String code) {
        return files("solution.py", code + ANSWERS);
    }

    private static List<SourceFile> solution(String code) {
        return files("solution.py", code);
    }

    /// Sends what is no answer, on whatever leads out.
    private static List<SourceFile> saying(String bytes) {
        return answering(
                """
                import os, struct
                IT = None
                def say(data):
                    for fd in range(3, 32):
                        try:
                            os.write(fd, data)
                        except OSError:
                            pass
                def frame(kind, payload):
                    return struct.pack('>I', len(payload)) + kind + payload
                """
                        + bytes);
    }

    static Map<String, List<SourceFile>> all() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.put(
                "answers with an object that is equal to everything",
                answering("class It:\n" + EQUAL + "IT = It()"));
        all.put(
                "derives from text what is equal to everything",
                answering("class It(str):\n" + EQUAL + "IT = It('x')"));
        all.put(
                "derives from a number what is equal to everything",
                answering("class It(float):\n" + EQUAL + "IT = It(1)"));
        all.put(
                "derives from a list what is equal to everything",
                answering("class It(list):\n" + EQUAL + "IT = It()"));
        all.put(
                "says that it is of a built-in class",
                answering(
                        "class It:\n    __class__ = property(lambda self: float)\n"
                                + EQUAL
                                + "IT = It()"));
        all.put(
                "answers with classes that are equal to everything",
                answering("class Meta(type):\n" + EQUAL + "class IT(metaclass=Meta): pass"));
        all.put(
                "makes the questions themselves classes",
                solution(
                        "class answer:\n"
                                + EQUAL
                                + "number = items = refuse = Refused = visit = answer"));
        all.put(
                "answers with every value at once",
                answering("IT = [0, 42, 'SECRET', None, True]"));
        all.put("answers with not a number", answering("IT = float('nan')"));
        all.put("ends with 0 when it is loaded", solution("import os; os._exit(0)"));
        all.put("leaves when it is loaded", solution("import sys; sys.exit(0)"));
        all.put(
                "ends with 0 when it is asked",
                solution(
                        """
                        import os
                        def answer(*a): os._exit(0)
                        number = items = refuse = visit = answer
                        Refused = BaseException
                        """));
        all.put(
                "leaves when it is asked",
                solution(
                        """
                        import sys
                        def answer(*a): sys.exit(0)
                        number = items = visit = answer
                        def refuse(): raise KeyboardInterrupt
                        class Refused(Exception): pass
                        """));
        all.put(
                "skips the tests, or ends them all",
                solution(
                        """
                        import pytest, unittest
                        def answer(*a): pytest.skip('not today')
                        def number(): raise unittest.SkipTest('not today')
                        def items(): pytest.exit('all is well', 0)
                        def visit(check): pytest.xfail('as expected')
                        class Refused(Exception): pass
                        def refuse(): raise GeneratorExit
                        """));
        all.put(
                "kills everybody",
                solution(
                        "import os, signal\ndef answer(*a): os.kill(-1, 9)\nnumber = items = answer"));
        all.put(
                "kills who started it",
                solution(
                        "import os\ndef answer(*a): os.kill(os.getppid(), 9); os.kill(1, 9); os._exit(0)\nnumber = items = answer"));
        all.put("computes without end", solution("while True: pass"));
        all.put("waits without end", solution("import time; time.sleep(1000)"));
        all.put(
                "calls itself without end",
                solution(
                        "def answer(*a): return answer()\nnumber = items = refuse = visit = answer\nclass Refused(Exception): pass"));
        all.put(
                "calls the test without end",
                solution(
                        """
                        def visit(check):
                            class Again:
                                def __eq__(self, other): return visit(check)
                            while True:
                                try: check(Again())
                                except Exception: pass
                        """));
        all.put(
                "has things without end",
                solution(
                        """
                        def items():
                            while True: yield 0
                        class Refused(Exception): pass
                        """));
        all.put("takes all memory", solution("x = []\nwhile True: x.append(bytearray(1 << 24))"));
        all.put("answers with too much", answering("IT = 'x' * (5 << 20)"));
        all.put(
                "answers with what is nested without end",
                answering("IT = []\nfor i in range(100_000): IT = [IT]"));
        all.put(
                "sends what is nested without end",
                saying("def answer(): say(frame(b'R', b'{\"ok\":' + b'[' * 100_000))"));
        all.put("sends a message of 4 GiB", saying("say(b'\\xff' * 5)"));
        all.put("sends what is no message", saying("say(frame(b'R', b'nonsense'))"));
        all.put(
                "sends the report of the tests",
                saying(
                        """
                        names = ('value', 'value_first', 'sum', 'nearly', 'exception')
                        cases = ''.join('<testcase classname="test_solution" name="test_%s"/>' % one for one in names)
                        xml = ('<testsuites><testsuite>%s</testsuite></testsuites>' % cases).encode()
                        say(frame(b'X', xml)); say(frame(b'C', b'test_value'))
                        """));
        all.put(
                "floods everything that leads out",
                saying(
                        """
                        import threading
                        def flood():
                            while True: say(b'R' * (1 << 16))
                        for i in range(4): threading.Thread(target=flood, daemon=True).start()
                        """));
        all.put(
                "writes the report of a test runner",
                answering(
                        """
                        IT = None
                        for path in ('/tmp/report.xml', 'report.xml', '/workspace/report.xml'):
                            open(path, 'w').write('<testsuite tests="1" failures="0"><testcase classname="test_solution" name="test_value"/></testsuite>')
                        """));
        all.put(
                "brings a test runner along",
                files(
                        "solution.py",
                        "IT = None" + ANSWERS,
                        "pytest.py",
                        "def main(*a, **k): return 0",
                        "unittest.py",
                        "class TestCase: pass",
                        "conftest.py",
                        "def pytest_runtest_call(item): return None",
                        "sitecustomize.py",
                        "import builtins; builtins.AssertionError = type('A', (), {})",
                        "json.py",
                        "def dumps(*a, **k): return ''",
                        "ecode.py",
                        "def operators_of(*a): pass",
                        "test_solution.py",
                        "def test_value(): pass"));
        all.put(
                "has tests of its own",
                answering(
                        """
                        IT = None
                        __all__ = ['test_easy', 'TestEasy', 'len', 'sum', 'abs']
                        def test_easy(): pass
                        class TestEasy:
                            def test(self): pass
                        def abs(x): return 0
                        sum = len = abs
                        """));
        all.put(
                "lies about the class of its exceptions",
                solution(
                        """
                        class Everything(type):
                            def __instancecheck__(cls, one): return True
                            def __subclasscheck__(cls, one): return True
                        class Refused(Exception, metaclass=Everything): pass
                        def refuse(): raise ValueError('no')
                        """));
        all.put(
                "searches the file system",
                answering(
                        FINDS
                                + """
                                for top in ('/workspace', '/tmp', '/run', '/dev/shm', '/home', '/var/tmp'):
                                    for folder, _, names in os.walk(top):
                                        for name in names[:200]:
                                            file(os.path.join(folder, name))
                                """));
        all.put(
                "reads everybody's environment, command line and descriptors",
                answering(
                        FINDS
                                + """
                                tell(dict(os.environ))
                                for pid in filter(str.isdigit, os.listdir('/proc')):
                                    for what in ('environ', 'cmdline'):
                                        file(f'/proc/{pid}/{what}')
                                """));
        all.put(
                "looks through everything in its memory when it is asked",
                solution(
                        FINDS
                                + """
                                def answer():
                                    for one in gc.get_objects():
                                        try: tell(one)
                                        except Exception: pass
                                    frame = sys._getframe()
                                    while frame:
                                        tell(dict(frame.f_locals)); frame = frame.f_back
                                    return IT
                                """));
        all.put(
                "reads what a function of the test knows",
                solution(
                        FINDS
                                + """
                                side = sys.modules['__main__'].side
                                def visit(check):
                                    global IT
                                    for name in ('__globals__', '__code__', '__closure__', '__module__', 'f_globals'):
                                        try:
                                            found = side.ask_of(check, 'get', name)
                                            tell(found if not hasattr(found, 'co_consts') else found.co_consts)
                                            consts = side.ask_of(found, 'get', 'co_consts')
                                            tell(consts)
                                        except Exception as error:
                                            tell(str(error))
                                    for op in ('eval', 'import', '__class__', 'dir', 'repr', 'str'):
                                        try:
                                            tell(side.ask({'op': op, 'on': 1, 'args': ['globals()'], 'kw': {}, 'name': 'os'}))
                                        except Exception as error:
                                            tell(str(error))
                                    if IT:
                                        check(IT)
                                    else:
                                        raise ValueError('nothing found')
                                """));
        return all;
    }
}
