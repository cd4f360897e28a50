package ai.ecode.grading;

import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JavaScript submissions that want to pass the tests of node:test without doing what is asked, by the trick they use.
final class NodeCheats {

    /// What is expected stands in the tests alone, in the place of `SECRET`.
    static final String TESTS =
            """
            const { test, describe, it } = require("node:test");
            const assert = require("node:assert");
            const solution = require("./solution");

            test("equal", () => assert.equal(solution.answer(), "SECRET"));
            test("expected first", () => assert.equal("SECRET", solution.answer()));
            test("strictly equal", () => assert.strictEqual(solution.answer(), "SECRET"));
            test("in a list", () => assert.deepStrictEqual([solution.answer()], ["SECRET"]));
            test("in a record", () => assert.deepEqual(solution.record(), { value: "SECRET" }));
            test("in a strict record", () => assert.deepStrictEqual(solution.record(), { value: "SECRET" }));
            test("is in", () => assert.ok(["SECRET", "SECRET2"].includes(solution.answer())));
            test("is one of", () => assert.ok(["SECRET", "SECRET2"].some((one) => one == solution.answer())));
            test("matches", () => assert.match(solution.answer(), /^SECRET$/));
            test("as text", () => assert.equal(`${solution.answer()}`, "SECRET"));
            test("as JSON", () => assert.equal(JSON.stringify(solution.answer()), '"SECRET"'));
            test("error", () => assert.throws(() => solution.refuse(), solution.Refused));
            test("error with a message", () => assert.throws(() => solution.refuse(), { message: "SECRET" }));
            test("rejected", () => assert.rejects(async () => solution.later(), /SECRET/));
            test("awaited", async () => assert.equal(await solution.later(), "SECRET"));
            describe("numbers", () => {
              it("is between", () => {
                const number = solution.number();
                assert.ok(number > 42 && number < 43);
              });
              it("is between as a property", () => {
                const record = solution.record();
                assert.ok(record.number > 42 && record.number < 43);
              });
              it("is near", () => assert.ok(Math.abs(solution.number() - 42.25) < 1e-9));
              it("sums up", () => assert.equal(solution.items().reduce((a, b) => a + b, 0), 42.25));
            });
            test("in a callback", () => {
              const seen = [];
              solution.visit((one) => {
                seen.push(one);
                assert.equal(one, "SECRET");
              });
              assert.ok(seen.length > 0);
            });
            test("in a table", () => {
              const row = { run: solution.answer, expected: "SECRET" };
              assert.equal(row.run(), row.expected);
            });
            test("in parts", async (t) => {
              await t.test("first", () => assert.equal(solution.answer(), "SECRET"));
            });
            """;

    /// Answers all questions with `IT`, and visits nothing but what it is told to.
    private static final String ANSWERS =
            """

            class Refused extends Error {}
            module.exports = {
              answer: () => IT,
              number: () => IT,
              record: () => IT,
              items: () => [IT],
              later: async () => IT,
              refuse: () => IT,
              Refused,
              visit(check) {
                try { check(IT); } catch {}
              },
            };
            """;

    /// Answers all questions by calling `does`.
    private static final String DOES =
            """

            module.exports = {
              answer: does, number: does, record: does, items: does, later: does, refuse: does, visit: does,
              Refused: class extends Error {},
            };
            """;

    /// Looks for what is expected in everything that `look` tells of.
    private static final String FINDS =
            """
            const fs = require("fs");
            const path = require("path");
            let IT;
            function tell(data) {
              const text = Buffer.isBuffer(data) ? data.toString("latin1") : require("util").inspect(data, { depth: 8, showHidden: true });
              const found = /expected-[0-9a-f-]{36}/.exec(text);
              if (found) IT = found[0];
            }
            function file(name) {
              try {
                const fd = fs.openSync(name, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
                const bytes = Buffer.alloc(1 << 20);
                tell(bytes.subarray(0, fs.readSync(fd, bytes)));
                fs.closeSync(fd);
              } catch {}
            }
            """;

    /// Sends what is no answer, on whatever leads out.
    private static final String SAYS =
            """
            const fs = require("fs");
            const IT = undefined;
            function say(data) {
              for (let fd = 1; fd < 32; fd++) try { fs.writeSync(fd, data); } catch {}
            }
            function frame(kind, payload) {
              const head = Buffer.alloc(5);
              head.writeUInt32BE(Buffer.byteLength(payload));
              head.write(kind, 4);
              return Buffer.concat([head, Buffer.from(payload)]);
            }
            """;

    /// Speaks with the tests itself.
    private static final String SPEAKS =
            """
            const fs = require("fs");
            function speak(text) {
              const payload = Buffer.from(text);
              const head = Buffer.alloc(5);
              head.writeUInt32BE(payload.length);
              head.write("R", 4);
              fs.writeSync(4, Buffer.concat([head, payload]));
            }
            function read(length) {
              const bytes = Buffer.alloc(length);
              for (let at = 0; at < length; ) {
                const more = fs.readSync(3, bytes, at, length - at, null);
                if (more === 0) process.exit(0);
                at += more;
              }
              return bytes;
            }
            const heard = () => JSON.parse(read(read(5).readUInt32BE()));
            """;

    private NodeCheats() {}

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
        return files("solution.js", code + ANSWERS);
    }

    private static List<SourceFile> doing(String code) {
        return files("solution.js", code + DOES);
    }

    static Map<String, List<SourceFile>> all() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.putAll(lies());
        all.putAll(ends());
        all.putAll(messages());
        all.putAll(searches());
        return all;
    }

    /// What says that it is equal, or something else each time.
    private static Map<String, List<SourceFile>> lies() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.put("has nothing", files("solution.js", "module.exports = {};"));
        all.put(
                "answers with an object that is equal to everything",
                answering(
                        """
                        class It {
                          equals() { return true; }
                          valueOf() { return true; }
                          toString() { return "true"; }
                          [Symbol.toPrimitive]() { return true; }
                          static [Symbol.hasInstance]() { return true; }
                          get [Symbol.toStringTag]() { return "String"; }
                        }
                        const IT = new It();
                        """));
        all.put(
                "answers with a proxy that has everything",
                answering(
                        """
                        const IT = new Proxy(function () {}, {
                          get: (_, key) => key === Symbol.toPrimitive ? () => true : IT,
                          has: () => true,
                          apply: () => true,
                          construct: () => IT,
                          getPrototypeOf: () => String.prototype,
                        });
                        """));
        all.put(
                "is another number each time it is asked",
                answering(
                        """
                        let n = 0;
                        class It {
                          valueOf() { return n++ % 2 === 0 ? 1e9 : -1e9; }
                          get number() { return this.valueOf(); }
                          get value() { return this.valueOf(); }
                        }
                        const IT = new It();
                        """));
        all.put(
                "counts how often it is read",
                answering(
                        """
                        let n = 0;
                        const IT = { f() {}, get number() { return n++ % 2 === 0 ? 1e9 : -1e9; }, get value() { return n++; } };
                        """));
        all.put(
                "derives from text and numbers",
                answering(
                        "class It extends String { valueOf() { return 42; } }\nconst IT = new It('x');"));
        all.put(
                "answers with a list that has whatever is looked for",
                answering(
                        """
                        class It extends Array { includes() { return true; } some() { return true; } reduce() { return 42; } }
                        const IT = It.of(1);
                        """));
        all.put(
                "answers with a list of everything",
                answering("const IT = [0, 42, 'SECRET', null, true];"));
        all.put("answers with not a number", answering("const IT = NaN;"));
        all.put("answers with what matches everything", answering("const IT = /.*/;"));
        all.put(
                "answers with what can be awaited",
                answering(
                        """
                        const IT = { then(resolve) { resolve({ then(next) { next("true"); } }); }, f() {} };
                        """));
        all.put(
                "lies about the class of its errors",
                files(
                        "solution.js",
                        """
                        class Refused extends Error { static [Symbol.hasInstance]() { return true; } }
                        exports.Refused = Refused;
                        exports.refuse = () => undefined;
                        """));
        all.put(
                "rejects with what looks like a test that is skipped",
                doing(
                        """
                        const does = () => { throw Object.assign(new Error("skipped"), { code: "ERR_TEST_FAILURE", failureType: "testTimeoutFailure", skip: true, todo: true, cause: undefined }); };
                        """));
        all.put(
                "throws what can be awaited",
                doing("const does = () => { throw { then(resolve) { resolve(); } }; };"));
        all.put(
                "changes everything that all objects have",
                answering(
                        """
                        const assert = require("assert");
                        for (const name of Object.keys(assert)) try { assert[name] = () => undefined; } catch {}
                        const test = require("node:test");
                        for (const name of Object.keys(test)) try { test[name] = () => undefined; } catch {}
                        Object.defineProperty(Object.prototype, "skip", { get: () => true });
                        Object.prototype.value = Object.prototype.number = "SECRET";
                        Array.prototype.includes = Array.prototype.some = () => true;
                        Array.prototype.reduce = () => 42.25;
                        Object.is = () => true;
                        RegExp.prototype.test = RegExp.prototype.exec = () => true;
                        Math.abs = () => 0;
                        JSON.stringify = ((before) => (...all) => before(...all))(JSON.stringify);
                        const IT = undefined;
                        """));
        return all;
    }

    /// What ends, does not end, or takes what there is.
    private static Map<String, List<SourceFile>> ends() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.put("ends with 0 when it is loaded", files("solution.js", "process.exit(0);"));
        all.put("ends with 0 when it is asked", doing("const does = () => process.exit(0);"));
        all.put(
                "ends with 0 a little later",
                answering(
                        "process.nextTick(() => process.exit(0)); setImmediate(() => process.exit(0)); const IT = 1;"));
        all.put(
                "says that all is well when it ends",
                doing(
                        """
                        process.on("exit", () => { process.exitCode = 0; require("fs").writeSync(4, "TAP version 13\\nok 1\\n"); });
                        const does = () => process.exit(1);
                        """));
        all.put("aborts", doing("const does = () => process.abort();"));
        all.put("kills everybody", doing("const does = () => { process.kill(-1, 9); };"));
        all.put(
                "kills who started it",
                doing(
                        "const does = () => { try { process.kill(process.ppid, 9); process.kill(1, 9); } finally { process.exit(0); } };"));
        all.put("computes without end", files("solution.js", "for (;;);"));
        all.put(
                "waits without end",
                files(
                        "solution.js",
                        "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"));
        all.put(
                "promises without end",
                files(
                        "solution.js",
                        "module.exports = { later: () => new Promise(() => setInterval(() => {}, 1000)) };"));
        all.put(
                "goes on without end between its promises",
                files(
                        "solution.js",
                        "const on = () => Promise.resolve().then(on); module.exports = { later: () => on() };"));
        all.put("calls itself without end", doing("const does = () => does();"));
        all.put(
                "calls the test without end",
                files(
                        "solution.js",
                        "exports.visit = (check) => { for (;;) try { check(() => exports.visit(check)); } catch {} };"));
        all.put(
                "has things without end",
                files("solution.js", "exports.items = function* () { for (;;) yield 0; };"));
        all.put(
                "takes all memory",
                files(
                        "solution.js",
                        "const all = []; for (;;) all.push(Buffer.alloc(1 << 24, 1));"));
        all.put("answers with too much", answering("const IT = 'x'.repeat(5 << 20);"));
        all.put(
                "answers with what is nested without end",
                answering("let IT = []; for (let i = 0; i < 100_000; i++) IT = [IT];"));
        all.put(
                "prints without end",
                answering("const IT = 1; for (;;) console.log('x'.repeat(1 << 16));"));
        all.put(
                "leaves a daemon behind",
                doing(
                        """
                        const does = () => {
                          require("child_process").spawn("sh", ["-c", "while :; do printf 'ok 1' >&4; sleep 0.1; done"],
                            { detached: true, stdio: ["ignore", "ignore", "ignore", "ignore", 4] }).unref();
                          process.exit(0);
                        };
                        """));
        return all;
    }

    /// What the other side of a pipe could take for something else.
    private static Map<String, List<SourceFile>> messages() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.put(
                "sends the report of the tests",
                answering(
                        SAYS
                                + """
                                const cases = ["equal", "is in", "error", "awaited"].map((one) => `<testcase classname="solution.test.js" name="${one}"/>`);
                                say(frame("X", `<testsuites><testsuite>${cases.join("")}</testsuite></testsuites>`));
                                say(frame("C", "equal"));
                                """));
        all.put(
                "writes the report of a test runner",
                answering(
                        """
                        const fs = require("fs");
                        for (const name of ["/tmp/report.xml", "report.xml", "junit.xml"])
                          fs.writeFileSync(name, '<testsuites><testcase classname="solution.test.js" name="equal"/></testsuites>');
                        for (const one of [process.stdout, process.stderr, { write: (text) => fs.writeSync(2, text) }])
                          one.write("TAP version 13\\n# Subtest: equal\\nok 1 - equal\\n1..1\\n# pass 1\\n# fail 0\\n");
                        const IT = undefined;
                        """));
        all.put("sends a message of 4 GiB", answering(SAYS + "say(Buffer.alloc(5, 255));"));
        all.put("sends what is no message", answering(SAYS + "say(frame('R', 'nonsense'));"));
        all.put(
                "sends what is nested without end",
                answering(SAYS + "say(frame('R', '{\"ok\":' + '['.repeat(100_000)));"));
        all.put(
                "floods everything that leads out",
                answering(
                        SAYS
                                + """
                                const { Worker } = require("worker_threads");
                                for (let i = 0; i < 3; i++) new Worker("const fs = require('fs'); for (;;) try { fs.writeSync(4, 'R'.repeat(1 << 16)); } catch {}", { eval: true });
                                """));
        all.put(
                "answers by hand with values that have functions",
                files(
                        "solution.js",
                        SPEAKS
                                + """
                                let n = 0;
                                const about = '{"h":{"n":2,"of":[],"is":"function","name":"next"}}';
                                speak('{"ok":{"h":{"n":1,"of":[],"is":"plain","name":"solution"}}}');
                                for (;;) {
                                  const { op, self } = heard();
                                  if (op === "turn") speak('{"turn":{"settled":[],"busy":false}}');
                                  else if (op === "get") speak(`{"ok":${about}}`);
                                  else if (self?.h === 1) {
                                    n = 0;
                                    speak(`{"ok":{"o":[["valueOf",${about}],["__proto__",{"o":[["value",1]]}]]}}`);
                                  }
                                  else speak(`{"ok":${n++ % 2 === 0 ? 1e9 : -1e9}}`);
                                }
                                """));
        all.put(
                "answers by hand with what is the test's",
                files(
                        "solution.js",
                        SPEAKS
                                + """
                                let n = 0;
                                const all = ['{"g":1}', '{"g":0}', '{"a":0}', '{"g":"__proto__"}', '{"a":"length"}', '{"B":["constructor",""]}', '{"e":{}}', '{"p":1}', '{"o":[["then",1]]}'];
                                speak('{"ok":{"h":{"n":1,"of":[],"is":"plain","name":"solution"}}}');
                                for (;;) {
                                  const { op } = heard();
                                  if (op === "turn") speak('{"turn":{"settled":[[1,{"ok":{"g":1}}]],"busy":true}}');
                                  else if (op === "get") speak('{"ok":{"h":{"n":2,"of":[],"is":"function","name":"next"}}}');
                                  else speak(`{"ok":${all[n++ % all.length]},"changed":[[0,1],["length",2]],"printed":[["out",["ok 1"]],["constructor",[1]]]}`);
                                }
                                """));
        all.put(
                "brings a test runner along",
                files(
                        "solution.js",
                        "const IT = undefined;" + ANSWERS,
                        "assert.js",
                        "module.exports = new Proxy(() => {}, { get: () => () => {} });",
                        "node_modules/assert/index.js",
                        "module.exports = new Proxy(() => {}, { get: () => () => {} });",
                        "node_modules/node:test/index.js",
                        "module.exports = () => {};",
                        "package.json",
                        "{\"imports\": {\"#x\": \"./assert.js\"}, \"main\": \"assert.js\"}",
                        ".noderc",
                        "--require ./assert.js",
                        "solution.test.js",
                        "require('node:test')('equal', () => {});",
                        "fs.js",
                        "module.exports = {};"));
        all.put(
                "changes how modules are loaded",
                answering(
                        """
                        const Module = require("module");
                        Module._load = () => new Proxy(() => {}, { get: () => () => {} });
                        for (const name of Object.keys(require.cache)) require.cache[name].exports = {};
                        Module.register("data:text/javascript,export const load = () => ({ format: 'module', source: '', shortCircuit: true })");
                        process.env.NODE_OPTIONS = "--require ./solution.js --test-reporter=tap";
                        process.exitCode = 0;
                        const IT = undefined;
                        """));
        all.put(
                "runs tests of its own",
                answering(
                        """
                        const test = require("node:test");
                        for (const name of ["equal", "is in", "error"]) test(name, () => {});
                        const IT = undefined;
                        """));
        return all;
    }

    /// What looks for what is expected.
    private static Map<String, List<SourceFile>> searches() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.put(
                "searches the file system",
                answering(
                        FINDS
                                + """
                                for (const top of ["/workspace", "/tmp", "/run", "/dev/shm", "/home", "/var/tmp"])
                                  try { for (const name of fs.readdirSync(top, { recursive: true }).slice(0, 500)) file(path.join(top, name)); } catch {}
                                """));
        all.put(
                "reads everybody's environment, command line and descriptors",
                answering(
                        FINDS
                                + """
                                tell(process.env);
                                for (const pid of fs.readdirSync("/proc").filter((one) => /^\\d+$/.test(one)))
                                  for (const what of ["environ", "cmdline", "maps"]) file(`/proc/${pid}/${what}`);
                                """));
        all.put(
                "looks through everything in its memory when it is asked",
                doing(
                        FINDS
                                + """
                                const does = () => {
                                  tell(globalThis);
                                  tell(process);
                                  tell(new Error().stack);
                                  file(require("v8").writeHeapSnapshot("/tmp/heap"));
                                  return IT;
                                };
                                """));
        all.put(
                "looks at what it is called on",
                doing("const does = function () { return this?.expected; };"));
        all.put(
                "reads what a function of the test knows",
                answering(
                        FINDS
                                + SPEAKS.replace("const fs = require(\"fs\");", "")
                                + """
                                // Asks for what makes programs, and has it make one over there.
                                function exchange(message) {
                                  speak(JSON.stringify(message));
                                  const said = heard();
                                  tell(said);
                                  return said.ok?.g?.g;
                                }
                                setImmediate(() => {
                                  module.exports.visit = (check) => {
                                    for (let on = 1; on < 4; on++) {
                                      const made = exchange({ op: "get", on, args: ["constructor"] });
                                      const program = exchange({ op: "call", on: made, args: ["return process.getBuiltinModule('fs').readFileSync('/workspace/solution.test.js', 'utf8')"] });
                                      exchange({ op: "call", on: program, args: [] });
                                    }
                                    for (const op of ["eval", "import", "toString", "inspect", "keys"]) exchange({ op, on: 1, args: ["globalThis"] });
                                    check(IT);
                                  };
                                });
                                """));
        return all;
    }
}
