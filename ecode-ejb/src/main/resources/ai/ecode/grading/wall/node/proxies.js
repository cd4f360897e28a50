// Stand-ins as the tests see them: a proxy for each object and function of the submission, and a class of this side
// for each of its classes of errors.

/** The prototype of stand-ins for objects of a class: it has the class's name, and nothing else. */
function prototypeOf({ is, of, name, built }) {
  if (is === "plain") return Object.prototype;
  if (is === "bare") return null;
  const key = [...of, built].join(" ");
  if (!wall.prototypes.has(key)) {
    const kind = { [name]: class {} }[name].prototype;
    if (Object.hasOwn(BUILT_IN, built ?? "")) Object.setPrototypeOf(kind, BUILT_IN[built].prototype);
    wall.prototypes.set(key, kind);
  }
  return wall.prototypes.get(key);
}

/** It is constructible, and has no property that could not be another's. */
function callable() {
  const made = function () {}.bind();
  delete made.name;
  delete made.length;
  return made;
}

function standIn(about) {
  const isFunction = about.is === "function";
  const target = isFunction ? callable() : Object.create(prototypeOf(about));
  const ask = (op, ...args) => wall.ask(op, made, undefined, ...args);

  /** What is read is the same until something else happens: nothing answers `x > 1 && x < 3` with two numbers. */
  const read = (op, key) => {
    const at = `${op} ${key}`;
    const before = about.read.get(at);
    if (before?.epoch === wall.epoch && wall.spoiled === undefined) return before.value;
    const value = ask(op, key);
    about.read.set(at, { epoch: wall.epoch, value });
    return value;
  };
  const keys = () => exact(read("keys"), Array.isArray).map(String);
  const property = (key) => {
    const value = read("get", key);
    const found = abouts.get(value);
    if (value === undefined && about.path?.length === 1) missed(key);
    if (about.path !== undefined && found?.of !== undefined) found.path ??= [...about.path, key];
    return value;
  };

  /** A test that names what a module does not have fails, also one that expects any error. */
  const missed = (key) => {
    if (["default", "__esModule", "toJSON"].includes(key) || key in target || key in Function.prototype)
      return;
    if (read("has", key) === true) return;
    wall.failed = new ReferenceError(`The submission's ${about.path[0]} does not export ${key}`);
    throw wall.failed;
  };
  const symbols = {
    [Symbol.iterator]: about.it ? () => ask("iter") : undefined,
    [Symbol.asyncIterator]: about.ai ? () => ask("aiter") : undefined,
    [Symbol.toPrimitive]: (hint) => exact(read("primitive", hint), (one) => Object(one) !== one),
    [Symbol.hasInstance]: isFunction
      ? (one) => abouts.has(one) && wall.ask("instanceof", made, undefined, one) === true
      : undefined,
  };
  const isString = (key) => typeof key === "string";
  Object.defineProperty(target, inspect.custom, { value: () => shown(made, about), configurable: true });
  const made = new Proxy(target, {
    get(_, key) {
      if (!isString(key)) return symbols[key];
      // Nobody waits for an object of the submission but for its promises.
      if (key === "then" || key === "__proto__") return undefined;
      return key === "name" && isFunction ? about.name : property(key);
    },
    set(_, key, value) {
      if (!isString(key)) throw new TypeError("A test cannot set a symbol of the submission's");
      ask("set", key, value);
      return true;
    },
    has: (_, key) => (isString(key) ? read("has", key) === true : symbols[key] !== undefined),
    deleteProperty: (_, key) => isString(key) && ask("delete", key) === true,
    ownKeys: () => [...new Set(keys())],
    getOwnPropertyDescriptor: (_, key) =>
      isString(key) && keys().includes(key)
        ? { value: property(key), writable: true, enumerable: true, configurable: true }
        : undefined,
    defineProperty: (_, key, { value, get }) => {
      if (get !== undefined) throw new TypeError("A test cannot define a getter in the submission");
      ask("set", key, value);
      return true;
    },
    setPrototypeOf: () => false,
    preventExtensions: () => false,
    // What else it is called on may be a row of the test's table, with what is expected in it.
    apply: (_, self, args) => wall.ask("call", made, abouts.has(self) ? self : undefined, ...args),
    construct: (_, args, kind) => {
      if (kind !== made) throw new TypeError("A class of a test cannot derive from one of the submission's");
      return exact(wall.ask("new", made, undefined, ...args), (one) => Object(one) === one);
    },
  });
  abouts.set(made, about);
  return made;
}

/** The answer to a question that has answers of one kind alone. */
function exact(value, isOne) {
  if (!isOne(value)) throw new TypeError("The submission answered with something of another kind");
  return value;
}

function shown(made, about) {
  const name = `[${about.name} of the submission]`;
  try {
    const text = wall.spoiled === undefined ? wall.ask("inspect", made) : name;
    return typeof text === "string" ? text : name;
  } catch {
    return name;
  }
}

/** A class of this side for the submission's errors of these names, derived from a built-in one. */
function errorKind(base, of) {
  let kind = Object.hasOwn(ERRORS, base) ? ERRORS[base] : Error;
  let key = base;
  for (const name of of.slice(0, 50).reverse()) {
    key += ` ${name}`;
    if (!wall.errors.has(key)) wall.errors.set(key, { local: { [name]: class extends kind {} }[name] });
    kind = wall.errors.get(key).local;
  }
  return { kind, key };
}

Wall.prototype.errorClass = function (told) {
  const { kind, key } = errorKind(String(told.base), Array.from(told.of, String));
  const known = wall.errors.get(key);
  if (known === undefined) throw new Unreadable("a class without a name");
  known.made ??= new Proxy(kind, {
    construct: (_, args) => exact(wall.ask("new", known.made, undefined, ...args), types.isNativeError),
    get: (local, name) =>
      name in local || typeof name !== "string"
        ? Reflect.get(local, name)
        : wall.ask("get", known.made, undefined, name),
  });
  const about = abouts.get(known.made) ?? { of: told.of, path: undefined };
  abouts.set(known.made, Object.assign(about, { life: wall.life, number: Number(told.n) }));
  return known.made;
};

/** Where in the submission an error was made, for people. */
const wheres = new WeakMap();

Wall.prototype.localError = function (told, depth) {
  const number = Number(told.n);
  const text = String(told.text);
  const of = Array.from(told.of, String);
  let made = wall.standIns.get(number);
  if (!types.isNativeError(made)) {
    const base = Object.hasOwn(ERRORS, told.base) ? ERRORS[told.base] : Error;
    made = base === AggregateError ? new base([], text) : new base(text);
    if (of.length > 0) Object.setPrototypeOf(made, errorKind(String(told.base), of).kind.prototype);
    if (number > 0) wall.standIns.set(number, made);
  }
  const define = (key, value, enumerable) =>
    Object.defineProperty(made, key, { value, enumerable, writable: true, configurable: true });
  define("message", text, false);
  if (made.name !== told.name) define("name", String(told.name), false);
  for (const [key, coded, enumerable] of told.properties) {
    if (["__proto__", "stack", "message", "name"].includes(key)) continue;
    const value = wall.decode(coded, depth + 1);
    if (typeof value !== "function") define(String(key), value, enumerable === true);
  }
  abouts.set(made, { life: wall.life, number });
  wheres.set(made, String(told.where));
  return made;
};
