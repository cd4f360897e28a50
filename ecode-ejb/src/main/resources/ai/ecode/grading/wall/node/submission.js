// What runs beside a submission, in its sandbox: does what the tests ask of it, and answers. Nothing here is a
// secret and nothing that is said from here on is believed: whatever the submission makes of this file, it can
// but say values.
const { createRequire } = require("node:module");
const { pathToFileURL } = require("node:url");

const requireThere = createRequire(FOLDER + "/x.js");
const BUILT_IN = Object.entries({
  Array,
  Map,
  Set,
  Date,
  RegExp,
  Promise,
  EventEmitter: require("node:events"),
});
const MOST_PRINTED = 1 << 20;

/** The classes that an object is of, those of Node.js left out. */
function classes(kind) {
  const names = [];
  for (
    let one = kind;
    one && one !== Object.prototype && names.length < 50;
    one = Object.getPrototypeOf(one)
  ) {
    const name = Object.getOwnPropertyDescriptor(one, "constructor")?.value?.name;
    if (ERRORS[name]?.prototype === one) break;
    if (typeof name === "string") names.push(name.slice(0, 200));
  }
  return names;
}

class Side extends Values {
  objects = new Map();
  numbers = new Map();
  modules = new Map();
  fromTheTest = new WeakMap();
  outstanding = new Set();
  awaited = new Map();
  settled = [];
  printed = [];
  printedLength = 0;
  arrived = undefined;
  depth = 0;
  asked = 0;
  wake = () => undefined;

  number(value) {
    if (!this.numbers.has(value)) {
      this.numbers.set(value, this.numbers.size + 1);
      this.objects.set(this.numbers.get(value), value);
    }
    return this.numbers.get(value);
  }

  known(value) {
    const given = this.fromTheTest.get(value);
    if (given !== undefined) return { g: given };
    const at = this.arrived?.get(value);
    return at === undefined ? undefined : { a: at };
  }

  refer(value) {
    const isFunction = typeof value === "function";
    const isError = isFunction && value.prototype instanceof Error;
    const kind = isFunction ? value.prototype : Object.getPrototypeOf(value);
    const about = { n: this.number(value), of: isFunction && !isError ? [] : classes(kind), is: "object" };
    if (isError) {
      Object.assign(about, { is: "error", base: this.base(value.prototype) });
    } else if (isFunction) {
      about.is = "function";
    } else if (kind === Object.prototype || kind === null) {
      about.is = kind === null ? "bare" : "plain";
    }
    about.name = String(isFunction ? value.name : (about.of[0] ?? "Object")).slice(0, 200);
    about.built = BUILT_IN.find(([, one]) => value instanceof one)?.[0];
    about.it = typeof value[Symbol.iterator] === "function";
    about.ai = typeof value[Symbol.asyncIterator] === "function";
    about.esm = types.isModuleNamespaceObject(value);
    return { h: about };
  }

  base(kind) {
    return Object.keys(ERRORS).findLast((name) => kind instanceof ERRORS[name]) ?? "Error";
  }

  error(value, depth) {
    const properties = [];
    for (const [key, one] of Object.entries(Object.getOwnPropertyDescriptors(value)).slice(0, 100)) {
      if (["stack", "message", "name"].includes(key) || typeof one.value === "function") continue;
      properties.push([key, this.encode(value[key], depth + 1), one.enumerable]);
    }
    return {
      e: {
        n: this.number(value),
        of: classes(Object.getPrototypeOf(value)),
        base: this.base(value),
        name: String(value.name).slice(0, 200),
        text: String(value.message).slice(0, 10_000),
        where: where(value),
        properties,
      },
    };
  }

  promise(value) {
    const number = this.number(value);
    if (!this.outstanding.has(number)) {
      this.outstanding.add(number);
      value.then(
        (one) => this.tell([number, "ok", one]),
        (one) => this.tell([number, "raise", one]),
      );
    }
    return { p: number };
  }

  tell(settled) {
    this.settled.push(settled);
    this.wake();
  }

  made(value) {
    if (this.arrived !== undefined) this.arrived.set(value, this.arrived.size);
    return value;
  }

  resolve(tag, content) {
    switch (tag) {
      case "h":
        return this.objects.get(content);
      case "q":
        return content.slice(1).reduce((on, name) => on[name], this.modules.get(content[0]));
      case "g":
        return this.given(content.g, content.is);
      case "gp":
        return new Promise((resolve, reject) => this.awaited.set(content, { resolve, reject }));
      case "R":
        return new RegExp(content[0], content[1]);
      case "e": {
        const made = new ERRORS[content.base](
          ...(content.base === "AggregateError" ? [[]] : []),
          content.text,
        );
        if (made.name !== content.name) made.name = content.name;
        this.fromTheTest.set(made, content.g);
        return made;
      }
      default:
        throw new Unreadable(tag);
    }
  }

  /** Something of the test: it can be called, and what is public of an object can be used. */
  given(number, is) {
    const known = this.objects.get(-number);
    if (known !== undefined) return known;
    const ask = (op, ...args) => this.ask(op, number, undefined, args);
    const onKey = (key, does, otherwise) => (typeof key === "string" ? does() : otherwise);
    const isFunction = is === "function";
    const made = new Proxy(isFunction ? function () {} : {}, {
      apply: (_, self, args) => this.ask("call", number, self, args),
      construct: (_, args) => ask("new", ...args),
      ...(!isFunction && {
        get: (_, key) => (key === Symbol.iterator ? undefined : onKey(key, () => ask("get", key))),
        set: (_, key, value) => onKey(key, () => (ask("set", key, value), true), false),
        has: (_, key) => onKey(key, () => ask("has", key), false),
        ownKeys: () => ask("keys"),
        getOwnPropertyDescriptor: (_, key) =>
          onKey(key, () =>
            ask("keys").includes(key)
              ? { value: ask("get", key), writable: true, enumerable: true, configurable: true }
              : undefined,
          ),
      }),
    });
    this.fromTheTest.set(made, number);
    this.objects.set(-number, made);
    return made;
  }

  /** Something of the test, while it waits for an answer from here. */
  ask(op, on, self, args) {
    const before = this.arrived;
    this.arrived = undefined;
    this.depth++;
    this.asked++;
    try {
      if (this.depth > NESTED) {
        throw new RangeError(`a test and a submission call each other more than ${NESTED} deep`);
      }
      const coded = { op, on, args: args.map((one) => this.encode(one)) };
      if (self !== undefined) coded.self = this.encode(self);
      this.send(coded);
      for (;;) {
        const message = this.receive();
        if ("op" in message) {
          this.send(this.serve(message));
        } else if ("raise" in message) {
          throw this.decode(message.raise);
        } else {
          return this.decode(message.ok);
        }
      }
    } finally {
      this.depth--;
      this.arrived = before;
    }
  }

  receive() {
    const frame = wire.receive();
    if (frame === undefined) process.reallyExit(0);
    return JSON.parse(frame.payload);
  }

  send(message) {
    if (this.printed.length > 0) {
      message.printed = this.printed;
      this.printed = [];
      this.printedLength = 0;
    }
    wire.send(CALL, packed(message));
  }

  print(how, args) {
    let coded;
    try {
      coded = args.map((one) =>
        typeof one === "object" && one !== null ? this.shown(one) : this.encode(one),
      );
    } catch {
      coded = args.map((one) => inspect(one));
    }
    this.printedLength += JSON.stringify(coded).length;
    if (this.printedLength < MOST_PRINTED) this.printed.push([how, coded]);
  }

  /** As a value where it is one, and as a text where it would be a reference. */
  shown(value) {
    const coded = JSON.stringify(isChangeable(value) ? this.contents(value) : { h: 0 });
    return /\{"(h|g|p|e)":/.test(coded) ? inspect(value) : JSON.parse(coded);
  }
}
