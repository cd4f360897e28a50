// Both sides of the wall between tests and a submission begin with this: how messages and values cross it.
// A frame is the length of what follows its head (4 bytes, big-endian), its kind (1 byte), and so many bytes.
// Values are JSON; what JSON does not know is an object with one key, its tag. Nothing that crosses is ever run.
const fs = require("node:fs");
const path = require("node:path");
const { inspect, types } = require("node:util");
const { setTimeout, setImmediate, Date, JSON, Promise, process, Buffer } = globalThis;

const [CALL, CASE, REPORT, GONE] = Buffer.from("RCXG");
const LONGEST = 4 << 20;
const DEEPEST = 200;
const NESTED = 40;
const FOLDER = "/workspace";
const STEADY = new Set(["PipeWrap", "TTYWrap", "MessagePort"]);

const ERRORS = {
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
  AggregateError,
};
const BYTES = {
  Buffer,
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  BigUint64Array,
  BigInt64Array,
  Float32Array,
  Float64Array,
  ArrayBuffer,
  DataView,
};

/** What came over the wall is none of its messages. */
class Unreadable extends Error {}

/** Frames on two descriptors that nobody else has: what prints goes elsewhere. */
const wire = {
  send(kind, payload) {
    const head = Buffer.alloc(5);
    head.writeUInt32BE(payload.length);
    head[4] = kind;
    const frame = Buffer.concat([head, payload]);
    for (let sent = 0; sent < frame.length;) sent += fs.writeSync(4, frame, sent);
  },

  /** Undefined at the end. */
  receive() {
    const head = this.read(5);
    if (head === undefined) return undefined;
    const length = head.readUInt32BE();
    if (length > LONGEST) throw new Unreadable(`a message of ${length} bytes`);
    const payload = this.read(length);
    return payload && { kind: head[4], payload };
  },

  read(length) {
    const bytes = Buffer.alloc(length);
    for (let read = 0; read < length;) {
      const more = fs.readSync(3, bytes, read, length - read, null);
      if (more === 0) return undefined;
      read += more;
    }
    return bytes;
  },
};

function packed(message) {
  const payload = Buffer.from(JSON.stringify(message));
  if (payload.length > LONGEST) {
    throw new RangeError(
      `more than ${LONGEST >> 20} MiB at once cannot cross between a test and a submission`,
    );
  }
  return payload;
}

/** How much the event loop waits for, beside what is there all the time. */
function resources() {
  return process.getActiveResourcesInfo().filter((one) => !STEADY.has(one)).length;
}

/** Whether an object is nothing but its values. */
function isData(value) {
  const kind = Object.getPrototypeOf(value);
  if (kind !== Object.prototype && kind !== null) return false;
  for (const one of Object.values(Object.getOwnPropertyDescriptors(value))) {
    if (!("value" in one) || typeof one.value === "function") return false;
  }
  return true;
}

/** A value that can be changed in place, and crosses as what it is. */
function isChangeable(value) {
  if (typeof value !== "object" || value === null || types.isPromise(value)) return false;
  const kind = Object.getPrototypeOf(value);
  return (
    (Array.isArray(value) && kind === Array.prototype) ||
    (types.isMap(value) && kind === Map.prototype) ||
    (types.isSet(value) && kind === Set.prototype) ||
    (types.isDate(value) && kind === Date.prototype) ||
    bytesOf(value) !== undefined ||
    (!Array.isArray(value) && isData(value))
  );
}

function bytesOf(value) {
  if (Buffer.isBuffer(value)) return "Buffer";
  return Object.keys(BYTES).find(
    (name) => Object.getPrototypeOf(value) === BYTES[name].prototype && holdsBytes(value),
  );
}

function holdsBytes(value) {
  return ArrayBuffer.isView(value) || types.isArrayBuffer(value);
}

/** Encodes and decodes. What is no plain value becomes a reference, as a side says. */
class Values {
  encode(value, depth = 0) {
    switch (typeof value) {
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { f: Object.is(value, -0) ? "-0" : `${value}` };
      case "undefined":
        return { u: 0 };
      case "bigint":
        return { i: value.toString(16) };
      case "symbol":
        return this.symbol(value);
      case "object":
      case "function":
        if (value === null) return null;
        return this.known(value) ?? this.contents(value, depth);
      default:
        return value;
    }
  }

  symbol(value) {
    const key = Symbol.keyFor(value);
    if (key === undefined) throw new TypeError("a symbol cannot cross between a test and a submission");
    return { y: key };
  }

  /** What an object is, whether or not the other side has it already. */
  contents(value, depth = 0) {
    if (depth > DEEPEST) {
      throw new RangeError(
        `a value nested more than ${DEEPEST} deep cannot cross between a test and a submission`,
      );
    }
    const all = (list) => Array.from(list, (one) => this.encode(one, depth + 1));
    if (types.isPromise(value)) return this.promise(value);
    if (types.isNativeError(value)) return this.error(value, depth + 1);
    if (!isChangeable(value)) return this.refer(value);
    if (Array.isArray(value)) {
      return Array.from(value, (one, at) => (at in value ? this.encode(one, depth + 1) : { hole: 0 }));
    }
    if (types.isMap(value)) return { m: Array.from(value, (pair) => all(pair)) };
    if (types.isSet(value)) return { s: all(value) };
    if (types.isDate(value)) return { D: this.encode(Number(value)) };
    const kind = bytesOf(value);
    if (kind !== undefined) {
      const bytes = ArrayBuffer.isView(value)
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
        : Buffer.from(value);
      return { B: [kind, bytes.toString("base64")] };
    }
    const pairs = Object.keys(value).map((key) => [key, this.encode(value[key], depth + 1)]);
    return Object.getPrototypeOf(value) === null ? { n: pairs } : { o: pairs };
  }

  decode(coded, depth = 0) {
    if (depth > DEEPEST + 2) throw new Unreadable("a value nested too deeply");
    if (coded === null || typeof coded !== "object") return coded;
    const each = (one) => this.decode(one, depth + 1);
    if (Array.isArray(coded)) {
      const list = [];
      list.length = coded.length;
      coded.forEach((one, at) => {
        if (one?.hole !== 0) list[at] = each(one);
      });
      return this.made(list);
    }
    const [[tag, content] = [], more] = Object.entries(coded);
    if (more !== undefined) throw new Unreadable("no value");
    switch (tag) {
      case "f":
        return Number(content);
      case "u":
        return undefined;
      case "i":
        return content[0] === "-" ? -BigInt("0x" + content.slice(1)) : BigInt("0x" + content);
      case "y":
        return Symbol.for(String(content));
      case "m":
        return this.made(new Map(content.map(([key, value]) => [each(key), each(value)])));
      case "s":
        return this.made(new Set(content.map(each)));
      case "D":
        return this.made(new Date(Number(each(content))));
      case "B":
        return this.made(bytes(content[0], Buffer.from(String(content[1]), "base64")));
      case "o":
      case "n":
        return this.made(object(tag === "o" ? {} : Object.create(null), content, each));
      default:
        return this.resolve(tag, content, depth);
    }
  }

  /** A value that can be changed was decoded. */
  made(value) {
    return value;
  }
}

function bytes(kind, content) {
  if (!Object.hasOwn(BYTES, kind)) throw new Unreadable(String(kind));
  if (kind === "Buffer") return content;
  const copy = new Uint8Array(content).buffer;
  return kind === "ArrayBuffer" ? copy : new BYTES[kind](copy);
}

/** An object of values: a function in it would decide what it is compared or converted as. */
function object(into, pairs, each) {
  for (const [key, coded] of pairs) {
    const value = each(coded);
    if (typeof value === "function") throw new Unreadable("a function in a plain object");
    Object.defineProperty(into, String(key), { value, writable: true, enumerable: true, configurable: true });
  }
  return into;
}

/** Makes a value that can be changed what another one is. */
function replace(old, now) {
  if (Array.isArray(old)) {
    old.length = 0;
    old.length = now.length;
    Object.keys(now).forEach((at) => (old[at] = now[at]));
  } else if (types.isMap(old) || types.isSet(old)) {
    old.clear();
    now.forEach((value, key) => (types.isMap(old) ? old.set(key, value) : old.add(value)));
  } else if (types.isDate(old)) {
    old.setTime(Number(now));
  } else if (holdsBytes(old)) {
    const view = (of) => new Uint8Array(of.buffer ?? of, of.byteOffset ?? 0, of.byteLength);
    view(old).set(view(now));
  } else {
    Object.keys(old).forEach((key) => Object.hasOwn(now, key) || delete old[key]);
    Object.defineProperties(old, Object.getOwnPropertyDescriptors(now));
  }
}
