// What runs the teacher's tests, in a sandbox of its own: the real node:test, with the submission's modules stood in
// for.
const real = require("node:test");
const Module = require("node:module");
const { MessageChannel } = require("node:worker_threads");
const { spawnSync } = require("node:child_process");
const { pathToFileURL, fileURLToPath } = require("node:url");

const [FILE, MODE, HOOKS, ...ONLY] = process.argv.slice(1);
const CHECKS = MODE === "check";
const DEPENDS = "Which tests there are cannot depend on what a submission says";
const LONGEST_MILLIS = 10_000;
const IDLE_MILLIS = 1_000;
const TEST_BUDGET_MILLIS = 60_000;

function report(message) {
  wire.send(REPORT, Buffer.from(typeof message === "string" ? message : JSON.stringify(message)));
  process.reallyExit(0);
}

/** Stands in for everything of a submission while there is none: tests are looked for, and none is run. */
function blank() {
  const refuse = () => {
    throw new TypeError(DEPENDS);
  };
  return new Proxy(callable(), {
    get: (_, key) => {
      if (typeof key === "string") return key === "then" ? undefined : blank();
      return key === Symbol.iterator || key === Symbol.asyncIterator || key === Symbol.toPrimitive
        ? refuse
        : undefined;
    },
    set: () => true,
    apply: blank,
    construct: blank,
    has: refuse,
    ownKeys: refuse,
  });
}

function sources() {
  return fs.readdirSync(FOLDER, { recursive: true }).filter((one) => /\.[cm]?js$/.test(one));
}

/** All names that the tests use: what a module of the submission exports beyond them nobody misses. */
function namesInTests() {
  const names = new Set();
  for (const one of sources()) {
    const text = fs.readFileSync(path.join(FOLDER, one), "utf8");
    for (const [name] of text.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)) names.add(name);
  }
  names.delete("default");
  return [...names];
}

/** The submission's modules by their names: paths from the folder of the tests. */
function submitted(name) {
  if (CHECKS) return blank();
  if (!wall.modules.has(name)) {
    const exports = wall.load(name);
    wall.modules.set(name, exports);
  }
  return wall.modules.get(name);
}

function nameOf(folder, request) {
  const name = path.relative(FOLDER, path.resolve(folder, request));
  if (name === "" || name.startsWith("..")) throw new Error(`There is nothing at ${request}`);
  return name;
}

const load = Module._load;
Module._load = function (request, parent, isMain) {
  const from = parent?.filename;
  if (from?.startsWith(FOLDER + "/")) {
    if (request === "node:test") return facade;
    if (/^\.{0,2}\//.test(request) || request === "." || request === "..") {
      try {
        Module._resolveFilename(request, parent, isMain);
      } catch (error) {
        if (error.code !== "MODULE_NOT_FOUND") throw error;
        return submitted(nameOf(path.dirname(from), request));
      }
    }
  }
  return Reflect.apply(load, this, [request, parent, isMain]);
};

/** Modules for `import`: their source takes from here what they export. */
const taken = new Map();
globalThis[Symbol.for("ecode.take")] = (url) => {
  const { error, values } = taken.get(url);
  if (values === undefined) throw error;
  return values;
};

function source(url) {
  let names = ["default", ...namesInTests()];
  try {
    const exports =
      url === "ecode:test" ? facade : submitted(decodeURIComponent(url.slice("ecode:submission/".length)));
    const isModule = abouts.get(exports)?.esm === true;
    if (url.endsWith(".json")) return { format: "json", source: JSON.stringify(CHECKS ? null : exports) };
    if (url === "ecode:test") names = [...new Set(["default", ...Object.getOwnPropertyNames(facade)])];
    else if (!CHECKS) names = owned(names, exports).concat(isModule ? [] : "default");
    const values = names.map((name) => (name === "default" && !isModule ? exports : exports[name]));
    taken.set(url, { values });
  } catch (error) {
    taken.set(url, { error });
  }
  const each = (how) => names.map((name, at) => how(JSON.stringify(name), at)).join();
  const code = `const [${each((_, at) => `e${at}`)}] = globalThis[Symbol.for("ecode.take")](${JSON.stringify(url)});
export { ${each((name, at) => `e${at} as ${name}`)} };`;
  return { format: "module", source: code };
}

/** Which of these names a module of the submission has. */
function owned(names, exports) {
  const own = new Set(abouts.has(exports) ? Reflect.ownKeys(exports) : Object.keys(Object(exports)));
  return names.filter((name) => own.has(name));
}

/** Waits for what a test or hook returned, and lets the submission go on meanwhile. What never comes fails. */
function waited(store, result, isLoading = false) {
  return new Promise((resolve, reject) => {
    const [from, asked] = [performance.now(), wall.askedMillis];
    let delay = 1;
    let idleSince = from;
    let timer;
    const over = (does) => (value) => {
      store.over = true;
      clearTimer(timer);
      does(value);
    };
    const tick = () => {
      const now = performance.now();
      const own = now - from - (wall.askedMillis - asked);
      const others = resources() - 1; // one is what calls this
      try {
        if (wall.due || others > 0 || isLoading) idleSince = now;
        if (wall.due && wall.spoiled === undefined) delay = wall.turn(delay) ? 1 : Math.min(2 * delay, 20);
      } catch (error) {
        if (!(error instanceof Gone)) return over(reject)(error);
      }
      if (wall.spoiled !== undefined && !isLoading && own > IDLE_MILLIS)
        return over(reject)(new Gone(wall.spoiled));
      if (now - idleSince > IDLE_MILLIS)
        return over(reject)(new Error("The test waits for something that does not come"));
      if (own > Math.max(IDLE_MILLIS, Math.min(LONGEST_MILLIS, TEST_BUDGET_MILLIS - spent))) {
        spent += own;
        return over(reject)(new Error(`The test did not end within ${Math.round(own)} ms`));
      }
      timer = setTimeout(tick, wall.due ? 0 : delay);
    };
    timer = setTimeout(tick, 0);
    Promise.resolve(result).then(over(resolve), over(reject));
  });
}

let spent = 0;
/** The test that began last: the one before it can do nothing more. */
let running = {};
let isLoaded = false;
const clearTimer = globalThis.clearTimeout;

/** What is thrown, without what the runner looks for in errors: a submission could have put it there. */
function told(error) {
  if (error instanceof AssertionError) return error;
  const text = types.isNativeError(error) ? describeError(error) : `Thrown: ${inspect(error)}`;
  return Object.assign(new Error(text), { stack: types.isNativeError(error) ? String(error.stack) : text });
}

function describeError(error) {
  const where = wheres.get(error);
  return (
    (error.name === "Error" || isAssertion(error) || error instanceof Gone ? "" : `${error.name}: `) +
    error.message +
    (where ? ` (${where})` : "")
  );
}

/** A test's body or a hook, with what a submission does in it counted for it. */
function within(begin, body, ends) {
  if (typeof body !== "function") return body;
  return function (context) {
    begin();
    const store = { over: false, isTest: true };
    if (ends) [running.over, running] = [true, store];
    const finish = () => {
      store.over = true;
      if (!ends) return;
      if (wall.spoiled !== undefined) throw new Error(wall.spoiled);
      if (wall.failed !== undefined) throw wall.failed;
    };
    const fail = (error) => {
      store.over = true;
      throw told(wall.spoiled !== undefined && ends ? new Gone(wall.spoiled) : error);
    };
    const run = () =>
      body.length > 1
        ? new Promise((resolve, reject) =>
            Reflect.apply(body, this, [context, (error) => (error ? reject(error) : resolve())]),
          )
        : Reflect.apply(body, this, [context]);
    try {
      const result = scope.run(store, run);
      if (types.isPromise(result)) return waited(store, result).then(finish, fail);
    } catch (error) {
      return fail(error);
    }
    return finish();
  };
}
