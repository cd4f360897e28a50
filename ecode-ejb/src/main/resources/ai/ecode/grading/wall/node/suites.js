// The tests by their names, those of suites before them, and what comes of each.
const registered = new Map();
const verdicts = [];
const parts = [];
const LONGEST_NAME = 200;

function named(args) {
  let [name, options, body] = args;
  if (typeof name === "function") [name, options, body] = [undefined, {}, name];
  else if (typeof name === "object" && name !== null) [name, options, body] = [undefined, name, options];
  else if (typeof options === "function") [options, body] = [{}, options];
  const text = String(name ?? body?.name ?? "")
    .replace(/[\s\p{Cc}\ufffe\uffff]+/gu, " ")
    .trim()
    .slice(0, LONGEST_NAME)
    .toWellFormed();
  // One after the other: what a submission uses is counted for the test that runs.
  return { name: text || "<anonymous>", options: { ...options, concurrency: 1 }, body };
}

function unique(name) {
  const { suites = [] } = scope.getStore() ?? {};
  const full = [...suites, name].join(" > ");
  let found = full;
  for (let count = 2; registered.has(found); count++) found = `${full} (${count})`;
  registered.set(found, suites.length);
  return found;
}

function test(marks) {
  return function (...args) {
    if (scope.getStore()?.isTest) return real.test(...args); // a part of the test that is running
    const { name, options, body } = named(args);
    const full = unique(name);
    if (CHECKS) return Promise.resolve();
    if (ONLY.length > 0 && !ONLY.includes(full)) return real.test(full, { skip: true });
    return real.test(
      full,
      { ...options, ...marks },
      within(() => wall.begin(full), body, true),
    );
  };
}

function suite(marks) {
  return function (...args) {
    const { name, options, body } = named(args);
    const { suites = [] } = scope.getStore() ?? {};
    const inside = function (context) {
      return (
        typeof body === "function" &&
        scope.run({ suites: [...suites, name] }, () => Reflect.apply(body, this, [context]))
      );
    };
    return CHECKS ? pending.push(inside({ name })) : real.describe(name, { ...options, ...marks }, inside);
  };
}

/** Suites whose tests are not all known yet. */
const pending = [];

function hook(name) {
  const begins = name.startsWith("before");
  return (body, options) =>
    CHECKS
      ? undefined
      : real[name](
          within(() => begins && wall.begin(""), body, false),
          options,
        );
}

const marked = (make) =>
  Object.assign(make({}), {
    skip: make({ skip: true }),
    todo: make({ todo: true }),
    only: make({ only: true }),
  });
const facade = marked(test);
for (const [name, one] of Object.entries(Object.getOwnPropertyDescriptors(real))) {
  if (!["length", "name", "prototype", "skip", "todo", "only"].includes(name))
    Object.defineProperty(facade, name, one);
}
const replaced = {
  default: facade,
  test: facade,
  it: marked(test),
  describe: marked(suite),
  suite: marked(suite),
};
for (const name of ["before", "after", "beforeEach", "afterEach"]) replaced[name] = hook(name);
replaced.run = () => {
  throw new Error("Tests are run here by the platform: run() is not for them");
};
for (const [name, value] of Object.entries(replaced)) {
  Object.defineProperty(facade, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: name !== "default",
  });
}

/** Of each test what node:test says of it; what is said of its parts stands before. */
function happened({ type, data }) {
  if (type !== "test:pass" && type !== "test:fail") return;
  if (data.details?.type === "suite") return;
  const failed = type === "test:fail";
  const message = failed ? messageOf(data.details.error) : "";
  if (registered.get(data.name) !== data.nesting) {
    if (failed) parts.push(`${data.name}: ${message}`);
    return;
  }
  const isPassedOver = (data.skip ?? data.todo ?? false) !== false;
  const because = [data.skip, data.todo].find((one) => typeof one === "string" && one !== "");
  verdicts.push({
    name: data.name,
    element: isPassedOver ? "skipped" : failed ? "failure" : "",
    message: isPassedOver
      ? (because ?? (data.skip ? "" : "still to do"))
      : [message, ...parts.splice(0)].join("\n"),
  });
  parts.length = 0;
  // What a test left running does not keep the others from being told.
  if (isLoaded && verdicts.length === registered.size) setTimeout(() => report(xml()), IDLE_MILLIS).unref();
}

function messageOf(error) {
  const cause = error?.code === "ERR_TEST_FAILURE" && error.cause !== undefined ? error.cause : error;
  return types.isNativeError(cause)
    ? describeError(cause)
    : typeof cause === "string"
      ? cause
      : inspect(cause);
}

/** As JUnit writes it. */
function xml() {
  const text = (one) =>
    String(one)
      .toWellFormed()
      .replace(/[^\t\n\x20-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
      .replace(/[&<>"\n\t]/g, (found) => `&#${found.charCodeAt(0)};`);
  const cases = verdicts.map(({ name, element, message }) => {
    const inside = element && `<${element} message="${text(message.slice(0, 20_000))}"></${element}>`;
    return `<testcase classname="${text(FILE.replaceAll("/", "."))}" name="${text(name)}">${inside}</testcase>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="node:test">${cases.join("")}</testsuite></testsuites>`;
}

globalThis[Symbol.for("ecode.happened")] = (event) => (event === undefined ? report(xml()) : happened(event));

/** File and line where the tests cannot be loaded. */
function place(error) {
  const known = /(?:file:\/\/)?\/workspace\/([^\s:()]+):(\d+)/;
  let found = known.exec(String(error?.stack));
  if (found === null && error instanceof SyntaxError) {
    for (const one of [FILE, ...sources()]) {
      const checked = spawnSync(process.execPath, ["--check", path.join(FOLDER, one)], { encoding: "utf8" });
      found ??= known.exec(checked.stderr);
    }
  }
  return { file: found?.[1] ?? FILE, line: Number(found?.[2] ?? 0) };
}

async function loaded() {
  const file = pathToFileURL(path.join(FOLDER, FILE));
  const store = { over: false };
  const loading = import(file);
  await (CHECKS ? loading : waited(store, loading, true));
  while (pending.length > 0) await pending.shift();
}

async function main() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 10)) return report({ missing: "node" });
  const { port1, port2 } = new MessageChannel();
  Module.register(HOOKS, {
    data: { port: port2, folder: pathToFileURL(FOLDER + "/").href },
    transferList: [port2],
  });
  port1.on("message", ({ id, url }) => port1.postMessage({ id, module: source(url) }));
  try {
    await loaded();
    port1.unref();
  } catch (error) {
    if (CHECKS) return report({ ...place(error), error: describeError(Object(error)) });
    verdicts.length = 0;
    verdicts.push({ name: "", element: "error", message: messageOf(error) });
    return report(xml());
  }
  if (CHECKS) return report({ cases: [...registered.keys()] });
  isLoaded = true;
}

for (const name of ["require", "module", "exports", "__filename", "__dirname"]) delete globalThis[name];
process.argv = [process.execPath, path.join(FOLDER, FILE)];
process.execArgv = [];
main();
