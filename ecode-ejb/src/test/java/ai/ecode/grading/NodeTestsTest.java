package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.execution.OutsideOfAServer;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What tests of node:test written as everybody writes them make of submissions behind the wall, with the real runner.
class NodeTestsTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());
    private static final Budget BUDGET = new Budget(1_000, 256L << 20, 32, 256 << 10);

    /// What computes is ended for that, however busy the machine is.
    private static final LimitSettings LIMITS =
            new LimitSettings() {
                @Override
                public Limits ceiling() {
                    return Limits.of(60_000, 120_000, 2L << 30, 256, 8 << 20);
                }
            };

    private static LocalRuntime driver;
    private static PlatformRuns runs;

    @BeforeAll
    static void open() throws Exception {
        driver = Sandboxes.open(7_400);
        runs = OutsideOfAServer.runs(driver);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    private static SuitePlan suite(String path, String tests) {
        return new SuitePlan(
                "javascript",
                Optional.empty(),
                BUDGET,
                true,
                List.of(),
                List.of(
                        new TestFile(
                                path,
                                tests,
                                Optional.of(Framework.NODE_TEST),
                                Visibility.HIDDEN,
                                1,
                                List.of())));
    }

    private static Map<String, Graded.Result> results(SuitePlan suite, String path, String code)
            throws InterruptedException {
        var grader = new Grader(runs, LIMITS);
        SuitePlan plan = grader.lookedThrough(ORGANIZATION, suite);
        var files =
                List.of(new SourceFile(new FilePath(path), code.getBytes(StandardCharsets.UTF_8)));
        var results = new LinkedHashMap<String, Graded.Result>();
        grader.grade(ORGANIZATION, plan, files)
                .results()
                .forEach(one -> results.put(((UnitCase) one.test()).test(), one));
        return results;
    }

    private static Map<String, Graded.Result> results(String tests, String submission)
            throws InterruptedException {
        String head =
                """
                const { test, describe, it, before, beforeEach, afterEach } = require("node:test");
                const assert = require("node:assert/strict");
                const solution = require("./solution");
                """;
        return results(suite("solution.test.js", head + tests), "solution.js", submission);
    }

    /// Every test whose name has `fails` in it fails, and every other passes.
    private static void assertAsNamed(Map<String, Graded.Result> results) {
        var wrong = new ArrayList<String>();
        results.forEach((name, result) -> {
            boolean passed = result.outcome() == TestOutcome.PASSED;
            if (passed == name.contains("fails")) {
                wrong.add(name + ": " + result.outcome() + " " + result.errors());
            }
        });
        assertEquals(List.of(), wrong);
        assertTrue(!results.isEmpty());
    }

    @Test
    void valuesCrossAsWhatTheyAre() throws Exception {
        assertAsNamed(
                results(
                        """
                        const { same, add } = solution;
                        test("numbers and texts", () => {
                          assert.equal(add(1, 2), 3);
                          assert.equal(add("a", "é\\u{1f600}"), "aé\\u{1f600}");
                          for (const one of [NaN, -0, Infinity, -Infinity, 0.1, 10n ** 40n, -5n, null, undefined, true, "\\ud800"]) assert.ok(Object.is(same(one), one));
                          assert.throws(() => add(1n, 1), TypeError);
                        });
                        test("collections", () => {
                          for (const one of [[1, [undefined]], [, 1], { a: { b: [] } }, Object.assign(Object.create(null), { a: 1 }), new Map([[{ a: 1 }, new Set([1])]]),
                              new Date(5), new Date(NaN), Buffer.from("é"), new Uint8Array([1, 2]), new Float64Array([1.5]), new BigInt64Array([5n]), new Uint8Array([7]).buffer])
                            assert.deepStrictEqual(same(one), one);
                          const polluting = JSON.parse('{"__proto__": {"polluted": true}}');
                          assert.deepStrictEqual(same(polluting), polluting);
                          assert.equal({}.polluted, undefined);
                          assert.equal(solution.isRegExp(/a+/gi), "a+gi");
                        });
                        test("what is changed in place", () => {
                          const values = [3, 1, 2];
                          assert.strictEqual(solution.sort(values), values);
                          assert.deepEqual(values, [1, 2, 3]);
                          const grid = [[0, 0], [0, 0]];
                          const row = grid[1];
                          solution.mark(grid);
                          assert.deepEqual(row, [0, 1]);
                          assert.strictEqual(grid[1], row);
                          const map = new Map();
                          solution.fill(map);
                          assert.deepEqual(map, new Map([["a", 1]]));
                        });
                        test("fails on a wrong value", () => assert.equal(add(1, 2), 4));
                        test("fails on a wrong structure", () => assert.deepEqual(same([1]), [2]));
                        """,
                        """
                        exports.same = (one) => one;
                        exports.add = (a, b) => a + b;
                        exports.isRegExp = (one) => one instanceof RegExp && one.source + one.flags;
                        exports.sort = (all) => all.sort();
                        exports.mark = (grid) => { grid[1][1] = 1; };
                        exports.fill = (map) => { map.set("a", 1); };
                        """));
    }

    @Test
    void objectsErrorsAndFunctionsCross() throws Exception {
        assertAsNamed(
                results(
                        """
                        const { Stack, Empty, Point } = solution;
                        describe("stack", () => {
                          let stack;
                          before(() => assert.equal(typeof Stack, "function"));
                          beforeEach(() => { stack = new Stack(); stack.push("x"); });
                          afterEach(() => stack.clear());
                          it("is an object", () => {
                            assert.equal(stack.size, 1);
                            assert.deepEqual([...stack], ["x"]);
                            assert.ok(stack instanceof Stack && !(stack instanceof Point) && !({} instanceof Stack));
                            stack.limit = 3;
                            assert.equal(stack.limit, 3);
                            assert.ok("limit" in stack && !("nothing" in stack));
                            assert.deepEqual(Object.keys(stack), ["items", "limit"]);
                            assert.equal(JSON.stringify(stack), '{"items":["x"],"limit":3}');
                            assert.equal(String(stack), "Stack(x)");
                            assert.equal(stack.constructor.name, "Stack");
                            assert.strictEqual(stack.self(), stack);
                            assert.equal(Stack.of(1, 2).size, 2);
                          });
                          it("throws", () => {
                            stack.pop();
                            assert.throws(() => stack.pop(), Empty);
                            assert.throws(() => stack.pop(), { name: "Empty", message: "empty", size: 0 });
                            assert.throws(() => stack.pop(), (error) => error instanceof Empty && error instanceof RangeError && error.cause === "nothing");
                            assert.throws(() => solution.thrown({ a: 1 }), { a: 1 });
                            assert.ok(new Empty() instanceof Empty);
                            assert.throws(() => { throw new Empty(); }, Empty);
                          });
                          it("fails when another error comes", () => assert.throws(() => stack.nothing(), Empty));
                        });
                        test("comparing", () => {
                          assert.deepStrictEqual(new Point(1, 2), new Point(1, 2));
                          assert.notDeepStrictEqual(new Point(1, 2), new Point(1, 3));
                          assert.notDeepStrictEqual(new Point(1, 2), { x: 1, y: 2 });
                          require("node:assert").deepEqual(new Point(1, 2), { x: 1, y: 2 });
                          assert.ok(new Point(1, 2) > 2 && new Point(1, 2) < 4 && +new Point(1, 2) === 3);
                        });
                        test("functions of the test", () => {
                          assert.deepEqual(solution.applied((x) => [x, {}], [1]), [[1, {}]]);
                          assert.throws(() => solution.applied(() => { throw new RangeError("mine"); }, [1]), RangeError("mine"));
                          const mine = new Error("mine");
                          try { solution.applied(() => { throw mine; }, [1]); assert.fail(); } catch (error) { assert.strictEqual(error, mine); }
                          const response = { code: 0, status(code) { this.code = code; return this; }, body: undefined };
                          solution.handle(response);
                          assert.equal(response.code, 404);
                          assert.deepEqual(response.body, { error: "none" });
                          const emitter = solution.emitter();
                          const seen = [];
                          emitter.on("x", (one) => seen.push(one));
                          emitter.emit("x", 5);
                          assert.deepEqual(seen, [5]);
                        });
                        test("fails in a function of the test that is caught over there", () => solution.swallows((x) => assert.equal(x, 3)));
                        test("closures and generators", () => {
                          const counter = solution.counter();
                          counter.up();
                          counter.up();
                          assert.equal(counter.count, 2);
                          const numbers = solution.numbers();
                          assert.deepEqual([numbers.next(), numbers.next().value], [{ value: 0, done: false }, 1]);
                        });
                        test("mocks", (t) => {
                          const log = t.mock.method(console, "log", () => {});
                          solution.greet("Zoë");
                          assert.deepEqual(log.mock.calls.map((call) => call.arguments), [["Hello", "Zoë", { a: 1 }]]);
                          t.mock.method(solution, "now", () => 42);
                          assert.equal(solution.later(), 43);
                        });
                        test("is put back after a mock", () => assert.equal(solution.later(), 2));
                        test("fails by a name that is not there", () => assert.throws(() => solution.nothing()));
                        """,
                        """
                        class Empty extends RangeError {
                          constructor() { super("empty", { cause: "nothing" }); this.name = "Empty"; this.size = 0; }
                        }
                        class Stack {
                          items = [];
                          static of(...all) { const made = new Stack(); all.forEach((one) => made.push(one)); return made; }
                          push(one) { this.items.push(one); }
                          pop() { if (this.items.length === 0) throw new Empty(); return this.items.pop(); }
                          clear() { this.items = []; }
                          self() { return this; }
                          get size() { return this.items.length; }
                          toString() { return `Stack(${this.items})`; }
                          [Symbol.iterator]() { return this.items[Symbol.iterator](); }
                        }
                        class Point { constructor(x, y) { this.x = x; this.y = y; } valueOf() { return this.x + this.y; } }
                        module.exports = {
                          Empty, Stack, Point,
                          thrown(one) { throw one; },
                          applied: (f, all) => all.map((one) => f(one)),
                          handle(response) { response.status(404).body = { error: "none" }; },
                          swallows(f) { try { f(4); } catch {} },
                          emitter: () => new (require("node:events"))(),
                          counter() { let n = 0; return { up() { n++; }, get count() { return n; } }; },
                          numbers: function* () { for (let n = 0; ; n++) yield n; },
                          greet(name) { console.log("Hello", name, { a: 1 }); },
                          now: () => 1,
                          later() { return this.now() + 1; },
                        };
                        """));
    }

    @Test
    void whatWaitsIsAwaited() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        """
                        test("promises", async () => {
                          assert.equal(await solution.later(7), 7);
                          await assert.rejects(solution.refuses(), /no/);
                          await assert.rejects(() => solution.refuses(), solution.Refused);
                          assert.deepEqual(await Promise.all([solution.later(1), solution.later(2)]), [1, 2]);
                          const kept = solution.kept();
                          assert.equal(await kept, 5);
                          assert.equal(await solution.kept(), 5);
                        });
                        test("callbacks", (t, done) => solution.calls((error, value) => {
                          assert.equal(error, null);
                          assert.equal(value, 5);
                          done();
                        }));
                        test("functions of the test that wait", async () => {
                          let tries = 0;
                          const value = await solution.retried(async () => {
                            await new Promise((resolve) => setTimeout(resolve, 2));
                            if (++tries < 3) throw new Error("again");
                            return tries;
                          });
                          assert.equal(value, 3);
                        });
                        test("iteration", async () => {
                          const seen = [];
                          for await (const one of solution.ticks()) seen.push(one);
                          assert.deepEqual(seen, [0, 1, 2]);
                        });
                        test("fails for what never comes", async () => { await solution.never(); });
                        test("fails for a callback that never comes", (t, done) => solution.ignores(done));
                        test("fails in a promise of the test", async () => {
                          await solution.swallowsLater(async () => assert.equal(1, 2));
                        });
                        test("parts", async (t) => {
                          await t.test("first", async () => assert.equal(await solution.later(1), 1));
                          await t.test("second", () => assert.equal(solution.sum(1, 2), 3));
                        });
                        test("fails by its parts", async (t) => {
                          await t.test("right", () => {});
                          await t.test("wrong", () => assert.equal(solution.sum(1, 2), 4));
                        });
                        test.skip("fails when skipped", () => {});
                        test.todo("fails to do");
                        test("fails when it skips itself", (t) => t.skip("later"));
                        test("goes on", async () => assert.equal(await solution.later(1), 1));
                        """,
                        """
                        const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
                        exports.Refused = class Refused extends Error {};
                        exports.later = async (one) => { await sleep(10); return one; };
                        exports.refuses = async () => { await null; throw new exports.Refused("no"); };
                        const kept = Promise.resolve(5);
                        exports.kept = () => kept;
                        exports.calls = (done) => { setTimeout(() => done(null, 5), 5); };
                        exports.retried = async (f) => { for (;;) try { return await f(); } catch (error) { if (error.message !== "again") throw error; } };
                        exports.ticks = async function* () { for (let i = 0; i < 3; i++) { await sleep(1); yield i; } };
                        exports.never = () => new Promise(() => {});
                        exports.ignores = () => {};
                        exports.swallowsLater = async (f) => { try { await f(); } catch {} };
                        exports.sum = (a, b) => a + b;
                        """);
        assertAsNamed(results);
        String never = results.get("fails for what never comes").errors();
        assertTrue(never.contains("something that does not come"), never);
    }

    @Test
    void modulesOfBothKindsAreFound() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        suite(
                                "tests/solution.test.mjs",
                                """
                                import test, { describe, it } from "node:test";
                                import assert from "node:assert/strict";
                                import start, { add, LIMIT } from "../solution.mjs";
                                import * as solution from "../solution.mjs";
                                import { createRequire } from "node:module";
                                describe("named", () => {
                                  it("same", () => assert.equal(add(1, LIMIT), 4));
                                  it("same", () => assert.equal(solution.add(1, 1), 2));
                                });
                                test("default", () => assert.equal(start(), "started"));
                                test("again", async () => assert.equal((await import("../solution.mjs")).add(2, 2), 4));
                                test("required", () => assert.equal(createRequire(import.meta.url)("../solution.mjs").add(2, 2), 4));
                                """),
                        "solution.mjs",
                        """
                        export const LIMIT = await Promise.resolve(3);
                        export const add = (a, b) => a + b;
                        export default function start() { return "started"; }
                        """);
        assertEquals(
                List.of("named > same", "named > same (2)", "default", "again", "required"),
                List.copyOf(results.keySet()));
        assertAsNamed(results);
    }

    @Test
    void aTestThatEndsTheSubmissionLosesThatTestAlone() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        """
                        test("dies", () => solution.dies());
                        test("fine", () => assert.equal(solution.fine(), 1));
                        test("computes", () => solution.computes());
                        test("takes", () => solution.takes());
                        describe("again", () => {
                          beforeEach(() => solution.fine());
                          it("dies", () => { try { solution.dies(); } catch {} });
                          it("is fine", () => assert.equal(solution.fine(), 1));
                        });
                        """,
                        """
                        exports.dies = () => process.exit(0);
                        exports.computes = () => { for (;;); };
                        exports.takes = () => { for (const all = []; ; ) all.push(Buffer.alloc(1 << 24, 1)); };
                        exports.fine = () => 1;
                        """);
        assertEquals(TestOutcome.RUNTIME_ERROR, results.get("dies").outcome());
        assertEquals(TestOutcome.PASSED, results.get("fine").outcome());
        assertEquals(TestOutcome.CPU_LIMIT, results.get("computes").outcome());
        assertEquals(TestOutcome.MEMORY_LIMIT, results.get("takes").outcome());
        assertEquals(TestOutcome.RUNTIME_ERROR, results.get("again > dies").outcome());
        assertEquals(TestOutcome.PASSED, results.get("again > is fine").outcome());
        assertTrue(
                results.get("computes").errors().contains("1000 ms"),
                results.get("computes").errors());
    }

    @Test
    void aFailureSaysWhatWasExpectedAndWhere() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        """
                        test("value", () => assert.equal(solution.add(1, 2), 3));
                        test("error", () => solution.broken());
                        test("parts", async (t) => { await t.test("wrong", () => assert.equal(solution.add(1, 2), 3)); });
                        """,
                        "exports.add = (a, b) => a - b;\n\nexports.broken = () => nothing.there;\n");
        assertTrue(results.get("value").errors().contains("-1 !== 3"), results::toString);
        assertTrue(
                results.get("error")
                        .errors()
                        .contains("nothing is not defined (solution.js, line 3)"),
                results::toString);
        assertTrue(results.get("parts").errors().contains("wrong: "), results::toString);
        Map<String, Graded.Result> missing =
                results("test('a', () => {});", "throw new TypeError('early');");
        assertTrue(
                missing.get("a").errors().contains("early (solution.js, line 1)"),
                missing::toString);
    }

    private static ECodeException refused(String path, String tests) {
        return assertThrows(
                ECodeException.class,
                () -> new Grader(runs, LIMITS).lookedThrough(ORGANIZATION, suite(path, tests)));
    }

    @Test
    void testsThatCannotBeLoadedAreNamedWithTheirLine() {
        String head =
                "const { test } = require('node:test');\nconst { names } = require('./solution');\n";
        assertEquals(3, refused("a.test.js", head + "const x = ;").details().get("line"));
        assertEquals(
                4, refused("a.test.js", head + "\nundefinedFunction();").details().get("line"));
        assertEquals(
                2,
                refused("a.test.mjs", "import test from 'node:test';\nconst x = ;")
                        .details()
                        .get("line"));
        assertTrue(refused("a.test.js", head).getMessage().contains("no tests"));
        for (String depending :
                List.of(
                        "for (const one of names()) test(one, () => {});",
                        "test(`one of ${names}`, () => {});",
                        "Object.keys(names).forEach((one) => test(one, () => {}));")) {
            ECodeException refused = refused("a.test.js", head + depending);
            assertTrue(
                    refused.getMessage().contains("cannot depend on what a submission says"),
                    refused.getMessage());
            assertEquals(3, refused.details().get("line"));
        }
        assertTrue(refused("a.test.ts", "").getMessage().contains("ends in .js, .mjs or .cjs"));
    }

    @Test
    void testsThatDoNotEndAreTheirAuthorsFault() {
        TestFault fault =
                assertThrows(
                        TestFault.class, () -> results("test('a', () => process.exit(0));", ""));
        assertTrue(fault.getMessage().contains("solution.test.js"), fault.getMessage());
    }
}
