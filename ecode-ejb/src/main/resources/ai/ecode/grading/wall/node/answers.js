// The rest of what runs beside a submission: how it answers.

/** What the tests ask, and what came with the question. */
class Answers extends Side {
  /** Answers a question, and tells what changed of what came with it. */
  serve(message) {
    const before = this.arrived;
    this.arrived = new Map();
    try {
      const [on, self, ...args] = [message.on, message.self, ...message.args].map((one) => this.decode(one));
      const came = [...this.arrived.keys()].slice(0, 10_000);
      const shape = (one) => JSON.stringify(this.contents(one));
      const shapes = came.map(shape);
      const answer = { ok: this.encode(operation(message.op)(on, self, args)) };
      const changed = came.map((one, at) => [at, shape(one)]).filter(([at, now]) => now !== shapes[at]);
      if (changed.length > 0) answer.changed = changed.map(([at, now]) => [at, JSON.parse(now)]);
      packed(answer);
      return answer;
    } catch (error) {
      return this.raised(error);
    } finally {
      this.arrived = before;
    }
  }

  raised(error) {
    try {
      const answer = { raise: this.encode(error) };
      packed(answer);
      return answer;
    } catch {
      return {
        raise: { e: { n: 0, of: [], base: "Error", name: "Error", text: "", where: "", properties: [] } },
      };
    }
  }

  async load(name) {
    try {
      const file = found(name);
      let exports;
      if (/\.(json|node)$/.test(file)) {
        exports = requireThere(file);
      } else {
        const module = await import(pathToFileURL(file));
        exports = file in requireThere.cache ? requireThere.cache[file].exports : module;
      }
      this.modules.set(name, exports);
      const isObject = (typeof exports === "object" && exports !== null) || typeof exports === "function";
      const answer = { ok: isObject && !file.endsWith(".json") ? this.refer(exports) : this.encode(exports) };
      packed(answer);
      return answer;
    } catch (error) {
      return this.raised(error);
    }
  }

  /** Lets timers, promises and all else that waits go on, until there is something to tell or time is over. */
  async turn({ ms, settled }) {
    for (const [number, how, coded] of settled) {
      const awaited = this.awaited.get(number);
      this.awaited.delete(number);
      awaited?.[how](this.decode(coded));
    }
    const end = Date.now() + ms;
    const asked = this.asked;
    const isOver = () => this.settled.length > 0 || this.asked !== asked || Date.now() >= end;
    let woken = () => undefined;
    this.wake = () => woken();
    const busy = await new Promise((resolve) => {
      woken = () => resolve(true);
      const look = () => {
        const busy = resources() > 1; // one is the timer that calls this
        if (isOver() || !busy) resolve(busy);
        else setTimeout(look, Math.max(1, end - Date.now()));
      };
      setImmediate(() => setImmediate(() => (isOver() ? resolve(true) : setTimeout(look, 1))));
    });
    const told = this.settled.splice(0).map(([number, how, value]) => {
      this.outstanding.delete(number);
      try {
        const answer = { [how]: this.encode(value) };
        packed(answer);
        return [number, answer];
      } catch (error) {
        return [number, this.raised(error)];
      }
    });
    return { turn: { settled: told, busy } };
  }
}

/** The file that a name of a module means. */
function found(name) {
  const whole = path.join(FOLDER, name);
  try {
    return requireThere.resolve(whole);
  } catch (error) {
    const other = [".mjs", ".cjs"].map((end) => whole + end).find((one) => fs.existsSync(one));
    if (other !== undefined) return other;
    throw Object.assign(new Error(`Cannot find module './${name}'`), { code: "MODULE_NOT_FOUND" });
  }
}

/** File and line of the submission that threw it. */
function where(error) {
  const found = /(?:file:\/\/)?\/workspace\/([^\s:()]+):(\d+)/.exec(String(error.stack));
  return found === null ? "" : `${found[1]}, line ${found[2]}`;
}

function primitive(on, hint) {
  const own = on[Symbol.toPrimitive];
  if (own !== undefined && own !== null) return Reflect.apply(own, on, [hint]);
  for (const name of hint === "string" ? ["toString", "valueOf"] : ["valueOf", "toString"]) {
    if (typeof on[name] !== "function") continue;
    const value = on[name]();
    if (typeof value !== "object" && typeof value !== "function") return value;
  }
  throw new TypeError("Cannot convert object to primitive value");
}

const OPERATIONS = {
  call: (on, self, args) => Reflect.apply(on, self, args),
  new: (on, _, args) => Reflect.construct(on, args),
  get: (on, _, [key]) => on[key],
  set: (on, _, [key, value]) => void (on[key] = value),
  delete: (on, _, [key]) => delete on[key],
  has: (on, _, [key]) => key in on,
  keys: (on) => Object.keys(on),
  iter: (on) => on[Symbol.iterator](),
  aiter: (on) => on[Symbol.asyncIterator](),
  primitive: (on, _, [hint]) => primitive(on, hint),
  inspect: (on) => inspect(on).slice(0, 2_000),
  instanceof: (on, _, [one]) => one instanceof on,
};

function operation(op) {
  if (op === "import" || op === "turn") {
    throw new Error(
      "A module cannot be loaded, nor a promise awaited, in a function that the submission calls",
    );
  }
  return OPERATIONS[op];
}

const side = new Answers();
for (const how of ["log", "info", "debug", "warn", "error"])
  console[how] = (...args) => side.print(how, args);
for (const [how, stream] of Object.entries({ out: process.stdout, err: process.stderr })) {
  stream.write = (text, ...more) => {
    side.print(how, [String(text)]);
    more.findLast((one) => typeof one === "function")?.();
    return true;
  };
}
for (const name of ["require", "module", "exports", "__filename", "__dirname"]) delete globalThis[name];
process.argv = [process.execPath, FOLDER];
process.execArgv = [];

async function answering() {
  for (;;) {
    const message = side.receive();
    const answer = await (message.op === "import"
      ? side.load(message.module)
      : message.op === "turn"
        ? side.turn(message)
        : side.serve(message));
    side.send(answer);
  }
}

answering();
